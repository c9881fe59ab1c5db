using System.Globalization;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http;

/// <summary>The query of GET /jobs: which jobs, and how many at a time. No I/O.</summary>
/// <param name="States">Names of states, in any case; none: all.</param>
/// <param name="Text">A part of the archive's name, in any case, or the beginning of the job's key; empty: all.</param>
/// <param name="Limit">Jobs of a page, from 1 to 1000; null: the whole list is wanted, as an array.</param>
/// <param name="Continuation">Where the last page ended, as its answer said; empty: from the beginning.</param>
public sealed record JobQuery(IReadOnlyList<string> States, string Text, int? Limit, string Continuation)
{
    /// <summary>The most jobs that a page may have.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Jobs of a page when a continuation is given and no limit.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Reads a query string.</summary>
    /// <returns>The query; or null and why the text is none.</returns>
    public static (JobQuery? Query, string? Fault) Parse(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        int? limit = query.ContainsKey("limit") || query.ContainsKey("continuation") ? DefaultLimit : null;
        if (query.TryGetValue("limit", out var text))
        {
            if (
                !int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > MaxLimit
            )
            {
                return (null, $"limit must be a whole number from 1 to {MaxLimit}");
            }

            limit = number;
        }

        var continuation = query["continuation"].ToString();
        if (continuation.Length > 0 && !IsPlace(continuation))
        {
            return (null, "continuation must be what the last page's answer said");
        }

        var states = query["state"].ToString();
        return (new JobQuery(states.Length == 0 ? [] : states.Split(','), query["q"].ToString(), limit, continuation), null);
    }

    /// <summary>The jobs that are asked for, whatever the page.</summary>
    /// <param name="newestFirst">All jobs, by date and key, the newest first.</param>
    public IEnumerable<JobRecord> Filter(IEnumerable<JobRecord> newestFirst) =>
        newestFirst
            .Where(j => States.Count == 0 || States.Contains(j.State, StringComparer.OrdinalIgnoreCase))
            .Where(j =>
                Text.Length == 0
                || j.InputFile.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || j.InputFolder?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true
                || j.JobKey.StartsWith(Text, StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>The page that is asked for.</summary>
    /// <param name="newestFirst">All jobs, by date and key, the newest first.</param>
    public JobPage Page(IEnumerable<JobRecord> newestFirst)
    {
        // By the place of the last job that was shown: jobs that come meanwhile stand before it and shift nothing.
        var limit = Limit ?? DefaultLimit;
        var page = Filter(newestFirst)
            .Where(j => Continuation.Length == 0 || string.CompareOrdinal(PlaceOf(j), Continuation) < 0)
            .Take(limit + 1)
            .ToList();
        return page.Count > limit ? new JobPage([.. page.Take(limit)], PlaceOf(page[limit - 1])) : new JobPage(page, null);
    }

    private static bool IsPlace(string text) =>
        text.IndexOf('_', StringComparison.Ordinal) is var end and > 0
        && Timestamp.IsValid(text[..end])
        && JobKey.IsValid(text[(end + 1)..]);

    private static string PlaceOf(JobRecord job) => $"{job.CreatedAt}_{job.JobKey}";
}
