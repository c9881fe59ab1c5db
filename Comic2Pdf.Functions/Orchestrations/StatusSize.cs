using System.Text.Json;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>
/// Keeps a status below the 16 KB of UTF-16 that a custom status may have. Nearly all are a third of that; a file name, a path and a message full of
/// signs that JSON writes as six letters each are not. What is oldest goes first, then the ends of texts and of the list of pages. Deterministic.
/// </summary>
internal static class StatusSize
{
    /// <summary>Letters of JSON that a status may have; a little is left for the difference between serializers.</summary>
    public const int MaxLength = 8000;

    private const int ShortText = 60;
    private const int FewPages = 20;

    /// <summary>The status, shortened if it must be.</summary>
    public static JobStatus Fit(JobStatus status)
    {
        while (status.Transitions.Count > 1 && LengthOf(status) > MaxLength)
        {
            status = status with { Transitions = [.. status.Transitions.Skip(1)] };
        }

        if (LengthOf(status) <= MaxLength)
        {
            return status;
        }

        var job = status.Job;
        return status with
        {
            Job = job with
            {
                Message = Cut(job.Message),
                Error = job.Error is { } error ? error with { Detail = Cut(error.Detail)! } : null,
                SkippedPages = [.. job.SkippedPages.Take(FewPages)],
            },
        };
    }

    /// <summary>Letters of the status as JSON.</summary>
    public static int LengthOf(JobStatus status) => JsonSerializer.Serialize(status).Length;

    private static string? Cut(string? text) => text is { Length: > ShortText } ? text[..ShortText] : text;
}
