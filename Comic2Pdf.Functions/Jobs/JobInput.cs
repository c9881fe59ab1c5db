using System.Text.Json.Serialization;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>What a job's orchestration starts with.</summary>
public sealed record JobInput
{
    /// <summary>The key of the job.</summary>
    public required string JobKey { get; init; }

    /// <summary>Name of the archive.</summary>
    public required string FileName { get; init; }

    /// <summary>The folder below in/ that the archive came from, which its files have below out/ and archive/ too; null: none.</summary>
    public string? Folder { get; init; }

    /// <summary>SHA-256 of the archive.</summary>
    public required string FileHash { get; init; }

    /// <summary>The canonical profile.</summary>
    public required JobProfile Profile { get; init; }

    /// <summary>Size of the archive.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The job's folder.</summary>
    public required string WorkDir { get; init; }

    /// <summary>When it was found.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>Attempts that PREP has.</summary>
    public required int MaxAttemptsPrep { get; init; }

    /// <summary>Attempts that OCR has.</summary>
    public required int MaxAttemptsOcr { get; init; }

    /// <summary>Wait before the second attempt.</summary>
    public required int RetryDelaySeconds { get; init; }

    /// <summary>
    /// How often in a stage an attempt that was interrupted is made again without costing one. A book that ends its worker each time comes to its limit all the same.
    /// 0: a version before 0.3 started the job, and its history must replay as it was.
    /// </summary>
    public int FreeRestarts { get; init; }

    /// <summary>The span that has started it (W3C traceparent); null: tracing is off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }
}
