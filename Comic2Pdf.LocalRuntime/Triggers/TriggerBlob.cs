namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>A blob that may be delivered: its name inside the container, with forward slashes, and a mark that changes with its content.</summary>
/// <param name="Name">The name, for instance "sub/a.txt".</param>
/// <param name="Version">What an ETag is to a cloud blob.</param>
public sealed record TriggerBlob(string Name, string Version);
