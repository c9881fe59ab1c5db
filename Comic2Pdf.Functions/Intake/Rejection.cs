namespace Comic2Pdf.Functions.Intake;

/// <summary>Why a file was refused: error/[name].reason.json.</summary>
/// <param name="FileName">The name that it came with.</param>
/// <param name="Code">See docs/errors.md.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="RejectedAt">When, ISO 8601 UTC.</param>
/// <param name="Folder">The folder below in/ that it came from; null: none.</param>
public sealed record Rejection(string FileName, string Code, string Detail, long SizeBytes, string RejectedAt, string? Folder = null);
