using System.Text.Json;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>A job in state.json, jobs.json, GET /jobs and the orchestration's custom status.</summary>
public sealed record JobRecord
{
    /// <summary>Its identity, and the orchestration's instance id.</summary>
    public required string JobKey { get; init; }

    /// <summary>Name of the archive.</summary>
    public required string InputFile { get; init; }

    /// <summary>The folder below in/ that it came from, which its files have below out/ and archive/ too (OUT_LAYOUT=tree); null: none.</summary>
    public string? InputFolder { get; init; }

    /// <summary>One of the states.</summary>
    public required string State { get; init; }

    /// <summary>PREP or OCR.</summary>
    public required string Stage { get; init; }

    /// <summary>Attempt in this stage, from 1; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>Attempts of PREP so far.</summary>
    public int AttemptPrep { get; init; }

    /// <summary>Attempts of OCR so far.</summary>
    public int AttemptOcr { get; init; }

    /// <summary>Pages of the book, and how many of them OCR has done.</summary>
    public PageCount Pages { get; init; } = new(0, 0);

    /// <summary>One sentence for a person.</summary>
    public string? Message { get; init; }

    /// <summary>Why it failed last.</summary>
    public JobError? Error { get; init; }

    /// <summary>Pages that are not as they should be: picture damaged or missing, or not read. At most the first 100.</summary>
    public IReadOnlyList<int> SkippedPages { get; init; } = [];

    /// <summary>The language that the book is clearly in, and was read in after its first pages; null when it was not clear or did not matter.</summary>
    public string? Language { get; init; }

    /// <summary>Its work folder, as <c>IStore.DisplayName</c> gives it.</summary>
    public required string WorkDir { get; init; }

    /// <summary>The PDF of pictures.</summary>
    public string? RawPdf { get; init; }

    /// <summary>The finished PDF.</summary>
    public string? FinalPdf { get; init; }

    /// <summary>All that changes the output.</summary>
    public JsonElement Profile { get; init; }

    /// <summary>SHA-256 of the archive.</summary>
    public required string FileHash { get; init; }

    /// <summary>SHA-256 of the canonical profile.</summary>
    public required string ProfileHash { get; init; }

    /// <summary>Size of the archive.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Size of the finished PDF; 0 before there is one, and in jobs of earlier versions.</summary>
    public long PdfSizeBytes { get; init; }

    /// <summary>When it was found, ISO 8601 UTC.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>When this was last true, ISO 8601 UTC.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>A job of which nothing is done yet.</summary>
    public static JobRecord Discovered(JobInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var profile = JsonDocument.Parse(input.Profile.Json);
        return new JobRecord
        {
            JobKey = input.JobKey,
            InputFile = input.FileName,
            InputFolder = input.Folder,
            State = JobStates.Discovered,
            Stage = JobStages.Prep,
            WorkDir = input.WorkDir,
            Profile = profile.RootElement.Clone(),
            FileHash = input.FileHash,
            ProfileHash = input.Profile.Hash,
            SizeBytes = input.SizeBytes,
            CreatedAt = input.CreatedAt,
            UpdatedAt = input.CreatedAt,
        };
    }
}
