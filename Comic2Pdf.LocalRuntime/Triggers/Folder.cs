namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>One watched folder: which of its files have settled, and whether something has changed since the last look.</summary>
internal sealed class Folder : IDisposable
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private readonly FolderBlobTriggerSourceOptions _options;
    private readonly FileSystemWatcher _watcher;
    private readonly Lock _gate = new();
    private Dictionary<string, (string Version, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);
    private TaskCompletionSource _change = NewSignal();

    public Folder(string root, FolderBlobTriggerSourceOptions options)
    {
        Root = Path.GetFullPath(root);
        _options = options;
        Directory.CreateDirectory(Root);
        _watcher = new FileSystemWatcher(Root) { IncludeSubdirectories = true };
        _watcher.Created += (_, _) => Signal();
        _watcher.Changed += (_, _) => Signal();
        _watcher.Renamed += (_, _) => Signal();
        _watcher.Deleted += (_, _) => Signal();
        _watcher.Error += (_, _) => Signal();
        try
        {
            _watcher.EnableRaisingEvents = true;
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
            lock (_gate)
            {
                // While files settle there is nothing to gain from each of their many changes.
                return HasUnsettled ? Never : _change.Task;
            }
        }
    }

    public List<TriggerBlob> List(DateTimeOffset now, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _change = NewSignal();
            var found = new Dictionary<string, (string Version, DateTimeOffset Since)>(StringComparer.Ordinal);
            foreach (var file in new DirectoryInfo(Root).EnumerateFiles("*", Everything))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!_options.IsIgnored(file.Name) && VersionOf(file) is { } version)
                {
                    var name = Path.GetRelativePath(Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                    found[name] = _seen.TryGetValue(name, out var before) && before.Version == version ? before : (version, now);
                }
            }

            _seen = found;
            HasUnsettled = found.Values.Any(f => now - f.Since < _options.SettleTime);
            return
            [
                .. found
                    .OrderBy(f => f.Key, StringComparer.Ordinal)
                    .Select(f => new TriggerBlob(f.Key, f.Value.Version, now - f.Value.Since >= _options.SettleTime)),
            ];
        }
    }

    public void Dispose() => _watcher.Dispose();

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
        lock (_gate)
        {
            _change.TrySetResult();
        }
    }
}
