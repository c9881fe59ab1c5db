namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>How a folder is watched.</summary>
public sealed class FolderBlobTriggerSourceOptions
{
    /// <summary>The folder of each container. A container that is not named here is the folder of its name below <see cref="Root"/>.</summary>
    public IDictionary<string, string> Containers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Below which containers are folders. Default: the current directory.</summary>
    public string Root { get; set; } = ".";

    /// <summary>How long a file's size and time must not have changed before it is taken for complete. Default: 2 s.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The time after which the folder is read again even if no change was announced (network shares announce none). Default: 30 s.</summary>
    public TimeSpan RescanInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>File names that are not (yet) blobs. Default: hidden files and those that end in .part or .tmp.</summary>
    public Func<string, bool> IsIgnored { get; set; } =
        static name =>
            name.StartsWith('.')
            || name.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase);
}
