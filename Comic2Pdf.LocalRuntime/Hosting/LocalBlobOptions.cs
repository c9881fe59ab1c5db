using Comic2Pdf.LocalRuntime.Triggers;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>How blob functions are fed.</summary>
public sealed class LocalBlobOptions
{
    /// <summary>Where blobs come from. Needed only when there are blob functions; see <see cref="FolderBlobTriggerSource"/>. It goes with the host that was started with it.</summary>
    public IBlobTriggerSource? Source { get; set; }

    /// <summary>How often one version of a blob is delivered at most, the first time included. Default: 5, as in Azure.</summary>
    public int MaxDeliveries { get; set; } = 5;

    /// <summary>The wait before a blob is delivered again. Default: 1 s.</summary>
    public TimeSpan RedeliveryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Blobs that one function handles at the same time. Default: 4.</summary>
    public int MaxConcurrent { get; set; } = 4;
}
