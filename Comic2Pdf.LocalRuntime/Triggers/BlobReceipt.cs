namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>How far the delivery of one version of a blob has come.</summary>
internal sealed record BlobReceipt(string Blob, string Version, int Attempts, BlobState State, string? Error, DateTime UpdatedAt);
