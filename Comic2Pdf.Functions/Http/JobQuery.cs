using System.Globalization;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Microsoft.AspNetCore.Http;

namespace Comic2Pdf.Functions.Http;

/// <summary>GET /jobs: which jobs, and how many at a time.</summary>
internal static class JobQuery
{
    private const int MaxLimit = 1000;

    /// <summary>The list as an array; with limit or continuation a page {"jobs": [...], "continuation": text or null}.</summary>
    public static IResult Run(JobIndex index, IQueryCollection query)
    {
        var state = query["state"].ToString();
        var text = query["q"].ToString();
        var states = state.Split(',');
        var jobs = index.NewestFirst()
            .Where(j => state.Length == 0 || states.Contains(j.State, StringComparer.OrdinalIgnoreCase))
            .Where(j => text.Length == 0 || j.InputFile.Contains(text, StringComparison.OrdinalIgnoreCase) || j.JobKey.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        if (!query.ContainsKey("limit") && !query.ContainsKey("continuation"))
        {
            return Reply.Json(jobs);
        }

        var limit = 100;
        if (query.ContainsKey("limit") && (!int.TryParse(query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            return Reply.Error(StatusCodes.Status400BadRequest, $"limit must be a whole number from 1 to {MaxLimit}");
        }

        // The place of the last job that was shown: jobs that come meanwhile stand before it and shift nothing.
        var last = query["continuation"].ToString();
        var page = jobs.Where(j => last.Length == 0 || string.CompareOrdinal(Place(j), last) < 0).Take(limit + 1).ToList();
        var more = page.Count > limit;
        return Reply.Json(new JobPage([.. page.Take(limit)], more ? Place(page[limit - 1]) : null));
    }

    private static string Place(JobRecord job) => $"{job.CreatedAt}_{job.JobKey}";

    private sealed record JobPage(IReadOnlyList<JobRecord> Jobs, string? Continuation);
}
