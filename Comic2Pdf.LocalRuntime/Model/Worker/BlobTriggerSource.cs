// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Storage.Blobs 6.8.2 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker;

/// <summary>How a cloud container is watched.</summary>
public enum BlobTriggerSource
{
    LogsAndContainerScan,
    EventGrid,
}
