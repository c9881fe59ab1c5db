namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>A refused file.</summary>
internal sealed record RefusedFileAnswer(
    string Id,
    string FileName,
    string Code,
    string Detail,
    long SizeBytes,
    string RejectedAt,
    string Path
);
