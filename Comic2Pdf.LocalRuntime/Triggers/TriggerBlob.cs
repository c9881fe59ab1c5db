namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>A blob: its name inside the container, with forward slashes, and a mark that changes with its content.</summary>
/// <param name="Name">The name, for instance "sub/a.txt".</param>
/// <param name="Version">What an ETag is to a cloud blob.</param>
/// <param name="IsComplete">False while it may still be written; then it is not delivered, but it is known to be there.</param>
public sealed record TriggerBlob(string Name, string Version, bool IsComplete = true);
