// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Storage.Blobs 6.8.2 (see docs/local-runtime.md, "The mirrored model").
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Runs the function for each new or changed blob that matches container/prefix{name}. Connection and Source are accepted and have no
/// meaning for a source that is a folder.
/// </summary>
public sealed class BlobTriggerAttribute : TriggerBindingAttribute
{
    public BlobTriggerAttribute(string blobPath) => BlobPath = blobPath;

    public string BlobPath { get; }

    public string? Connection { get; set; }

    public BlobTriggerSource Source { get; set; } = BlobTriggerSource.LogsAndContainerScan;
}
