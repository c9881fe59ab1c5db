using System.Text.Json;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions;

/// <summary>Statuses of jobs as tests need them.</summary>
internal static class JobStatuses
{
    public static string Key { get; } = new string('a', 64) + "__" + new string('b', 64);

    /// <summary>The key of a job; another number, another key.</summary>
    public static string KeyOf(int number) => $"{number:x64}__{new string('b', 64)}";

    /// <summary>A job in a state since a time.</summary>
    public static JobStatus In(string state, DateTimeOffset since, string? jobKey = null, JobError? error = null)
    {
        var status = Create("a.cbz", "why", transitions: 1);
        var at = Timestamp.Of(since);
        var job = status.Job with { JobKey = jobKey ?? Key, State = state, Error = error, CreatedAt = at, UpdatedAt = at };
        return status with { Job = job, Transitions = [new Transition(state, at, 1, error?.Code)] };
    }

    public static JobStatus Create(string file, string text, int transitions)
    {
        using var profile = JsonDocument.Parse(
            JobProfile
                .Create(
                    "eng",
                    new ToolVersions(
                        new Dictionary<string, string> { ["comic2pdf"] = "0.1.0", ["netvips"] = "3.2.0" },
                        new Dictionary<string, string> { ["tesseract"] = "5.3.0" },
                        []
                    ),
                    nonce: "0123456789abcdef"
                )
                .Json
        );
        var job = new JobRecord
        {
            JobKey = Key,
            InputFile = file,
            State = "OCR_ERROR",
            Stage = JobStages.Ocr,
            Pages = new PageCount(1000, 1000),
            Message = text,
            Error = new JobError("output_not_writable", text),
            SkippedPages = [.. Enumerable.Range(900, 100)],
            WorkDir = "/srv/comics/data/work/" + Key,
            RawPdf = "/srv/comics/data/work/" + Key + "/raw.pdf",
            FinalPdf = "/srv/comics/data/out/" + file[..Math.Min(file.Length, 100)] + "__job-" + Key + ".pdf",
            Profile = profile.RootElement.Clone(),
            FileHash = Key[..64],
            ProfileHash = Key[..64],
            SizeBytes = 500_000_000,
            CreatedAt = "2030-01-01T00:00:00Z",
            UpdatedAt = "2030-01-01T00:00:00Z",
        };
        return new JobStatus(
            job,
            [
                .. Enumerable
                    .Range(0, transitions)
                    .Select(i => new Transition("PREP_SUBMITTED", "2030-01-01T00:00:00Z", i, "heartbeat_timeout")),
            ],
            "12345678",
            77
        );
    }
}
