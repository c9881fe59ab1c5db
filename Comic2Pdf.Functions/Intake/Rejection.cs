namespace Comic2Pdf.Functions.Intake;

/// <summary>Why a file was refused: error/[name].reason.json.</summary>
public sealed record Rejection(string FileName, string Code, string Detail, long SizeBytes, string RejectedAt);
