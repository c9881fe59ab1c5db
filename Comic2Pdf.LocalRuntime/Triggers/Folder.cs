namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>One watched folder: which of its files have settled, and whether something has changed since the last look.</summary>
internal sealed class Folder : IDisposable
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private readonly FolderBlobTriggerSourceOptions options;
    private readonly FileSystemWatcher watcher;
    private readonly Lock gate = new();
    private Dictionary<string, (string Version, DateTimeOffset Since)> seen = new(StringComparer.Ordinal);
    private TaskCompletionSource change = NewSignal();

    public Folder(string root, FolderBlobTriggerSourceOptions options)
    {
        Root = Path.GetFullPath(root);
        this.options = options;
        Directory.CreateDirectory(Root);
        watcher = new FileSystemWatcher(Root) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => Signal();
        watcher.Changed += (_, _) => Signal();
        watcher.Renamed += (_, _) => Signal();
        watcher.Deleted += (_, _) => Signal();
        watcher.Error += (_, _) => Signal();
        try
        {
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            // The system gives out no more watches (fs.inotify.max_user_instances): the periodic listing finds everything, only later.
        }
    }

    public string Root { get; }

    public bool HasUnsettled { get; private set; }

    /// <summary>Ends with the next change after the last listing.</summary>
    public Task NextChange
    {
        get
        {
            lock (gate)
            {
                // While files settle there is nothing to gain from each of their many changes.
                return HasUnsettled ? Never : change.Task;
            }
        }
    }

    public List<TriggerBlob> List(DateTimeOffset now, CancellationToken cancellation)
    {
        lock (gate)
        {
            change = NewSignal();
            var found = new Dictionary<string, (string Version, DateTimeOffset Since)>(StringComparer.Ordinal);
            foreach (var file in new DirectoryInfo(Root).EnumerateFiles("*", Everything))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!options.IsIgnored(file.Name) && VersionOf(file) is { } version)
                {
                    var name = Path.GetRelativePath(Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                    found[name] = seen.TryGetValue(name, out var before) && before.Version == version ? before : (version, now);
                }
            }

            seen = found;
            HasUnsettled = found.Values.Any(f => now - f.Since < options.SettleTime);
            return
            [
                .. found
                    .OrderBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f => new TriggerBlob(f.Key, f.Value.Version, now - f.Value.Since >= options.SettleTime)),
            ];
        }
    }

    public void Dispose() => watcher.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One file that vanishes or can not be looked at does not blind the watcher.
    private static string? VersionOf(FileInfo file)
    {
        try
        {
            return FormattableString.Invariant($"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Signal()
    {
        lock (gate)
        {
            change.TrySetResult();
        }
    }
}
