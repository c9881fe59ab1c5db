using System.Text.Json;

namespace Comic2Pdf.Functions.Intake;

/// <summary>reports/duplicates/[jobKey].json.</summary>
public sealed record DuplicateReport(
    string JobKey,
    string DetectedAt,
    IncomingFile Incoming,
    ExistingJob? Existing,
    JsonElement Profile,
    IReadOnlyList<DuplicateAction> Actions
);

/// <summary>The file that waits.</summary>
public sealed record IncomingFile(string FileName, string Path, long SizeBytes, string? Folder = null);

/// <summary>The job that was there before.</summary>
public sealed record ExistingJob(string JobKey, string InputFile, string State, string? FinalPdf, string CreatedAt);

/// <summary>hold/duplicates/[jobKey]/status.json.</summary>
public sealed record DuplicateStatus(string JobKey, string State, string UpdatedAt, DuplicateAction? Action = null, string? Message = null);
