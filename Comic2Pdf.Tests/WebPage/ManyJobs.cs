using System.Globalization;
using System.Text.Json;
using System.Web;
using Comic2Pdf.Functions.Http;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>Ten thousand jobs as GET /jobs?brief=true would list them; each tenth has failed.</summary>
internal static class ManyJobs
{
    private const int Count = 10_000;

    private static readonly JobRow[] All =
    [
        .. Enumerable
            .Range(0, Count)
            .Select(i =>
                JobRow.Of(
                    JobStatuses.In(
                        i % 10 == 0 ? JobStates.ErrorPrep : JobStates.Done,
                        DateTimeOffset.Parse("2030-01-01T00:00:00Z", CultureInfo.InvariantCulture).AddSeconds(-i),
                        JobStatuses.KeyOf(i),
                        i % 10 == 0 ? new JobError("archive_truncated", "says the test") : null
                    )
                ) with
                {
                    InputFile = $"Série {i / 100} - Tome {i}.cbz",
                    Skipped = 0,
                }
            ),
    ];

    /// <summary>The answer to a request for a page of them.</summary>
    public static string Page(string url)
    {
        var query = HttpUtility.ParseQueryString(new Uri(url).Query);
        var begin = int.Parse(query["continuation"] ?? "0", CultureInfo.InvariantCulture);
        var end = Math.Min(Count, begin + int.Parse(query["limit"]!, CultureInfo.InvariantCulture));
        return JsonSerializer.Serialize(
            new { Jobs = All[begin..end], Continuation = end < Count ? end.ToString(CultureInfo.InvariantCulture) : null },
            Json.Line
        );
    }
}
