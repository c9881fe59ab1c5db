using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>A store in memory, for tests of what uses stores. It passes the tests of every store. Files being made or fetched are on this machine's disk, as with blobs.</summary>
internal sealed class MemoryStore(TimeProvider? time = null, StoreTraits? traits = null) : IStore, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Entry> _files = new(StringComparer.Ordinal);
    private readonly Lazy<DirectoryInfo> _scratch = new(() => Directory.CreateTempSubdirectory("comic2pdf-memory"));
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _versions;

    /// <summary>A store that only this process uses, where all is quick and every step is one.</summary>
    public static StoreTraits Own { get; } =
        new()
        {
            HasCheapCalls = true,
            HasAtomicMoves = true,
            HasWholeFiles = false,
            IsShared = false,
            HoldsTriggerBlobs = false,
        };

    /// <summary>A store that promises no more than a blob container.</summary>
    public static StoreTraits Shared { get; } =
        new()
        {
            HasCheapCalls = false,
            HasAtomicMoves = false,
            HasWholeFiles = true,
            IsShared = true,
            HoldsTriggerBlobs = true,
        };

    public StoreTraits Traits { get; } = traits ?? Own;

    /// <summary>Names of all files, sorted.</summary>
    public string[] Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _files.Keys];
            }
        }
    }

    public string DisplayName(string name) => $"memory:{name}";

    public Task<StoredFile?> FindAsync(string name, CancellationToken cancellationToken) =>
        Do(() => _files.GetValueOrDefault(name)?.Describe(name));

    public async IAsyncEnumerable<StoredFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (
            var file in await Do(() =>
                Below(folder).Where(f => !f.Tail.Contains('/')).Select(f => _files[f.Name].Describe(f.Name)).ToList()
            )
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file;
        }
    }

    public async IAsyncEnumerable<StoredFile> ListTreeAsync(
        string folder,
        Func<string, bool> enters,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var folders = new FolderChoice(folder, enters);
        foreach (var file in await Do(() => Below(folder).Select(f => _files[f.Name].Describe(f.Name)).ToList()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (folders.Includes(file.Name))
            {
                yield return file;
            }
        }
    }

    public async IAsyncEnumerable<string> ListFoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (
            var name in await Do(() =>
                Below(folder)
                    .Where(f => f.Tail.Contains('/'))
                    .Select(f => f.Tail[..f.Tail.IndexOf('/')])
                    .Distinct(StringComparer.Ordinal)
                    .ToList()
            )
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) => Do(() => _files.GetValueOrDefault(name)?.Content);

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Do(() => Put(name, content.ToArray()));

    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Do(() => !_files.ContainsKey(name) && Put(name, content.ToArray()));

    public Task<bool> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken) =>
        Do(() => IsVersion(name, version) && Put(name, content.ToArray()));

    public Task AppendAsync(string name, string lines, CancellationToken cancellationToken) =>
        Do(() => Put(name, [.. _files.GetValueOrDefault(name)?.Content ?? [], .. Encoding.UTF8.GetBytes(lines)]));

    public Task<MoveResult> MoveAsync(string name, string newName, bool overwrite, CancellationToken cancellationToken) =>
        Do(() => Move(name, newName, overwrite));

    public Task<MoveResult> MoveAsync(StoredFile file, string newName, CancellationToken cancellationToken) =>
        Do(() => IsVersion(file.Name, file.Version) ? Move(file.Name, newName, overwrite: false) : MoveResult.SourceMissing);

    public Task<bool> IsFreeAsync(string name, StoredFile file, CancellationToken cancellationToken) => Do(() => !_files.ContainsKey(name));

    public Task<bool> CopyAsync(string name, string newName, CancellationToken cancellationToken) =>
        Do(() => _files.TryGetValue(name, out var file) && Put(newName, file.Content));

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => Do(() => _files.Remove(name));

    public Task DeleteAsync(StoredFile file, CancellationToken cancellationToken) =>
        Do(() => IsVersion(file.Name, file.Version) && _files.Remove(file.Name));

    public Task DeleteFolderAsync(string folder, CancellationToken cancellationToken) =>
        Do(() => Below(folder).ToList().TrueForAll(f => _files.Remove(f.Name)));

    public async Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        new MemoryStream(await RequireAsync(name), writable: false);

    public LocalFile Create(string name)
    {
        var path = NewPath();
        return new LocalFile(
            path,
            async token => await WriteAsync(name, await File.ReadAllBytesAsync(path, token), token),
            isScratch: true
        );
    }

    public async Task<LocalFile> FetchAsync(string name, IReadOnlyList<ByteRange>? parts, CancellationToken cancellationToken)
    {
        var path = NewPath();
        await File.WriteAllBytesAsync(path, await RequireAsync(name), cancellationToken);
        return new LocalFile(path, commit: null, isScratch: true);
    }

    public async Task DownloadAsync(string name, string path, CancellationToken cancellationToken) =>
        await File.WriteAllBytesAsync(path, await RequireAsync(name), cancellationToken);

    public void Dispose()
    {
        if (_scratch.IsValueCreated)
        {
            _scratch.Value.Delete(recursive: true);
        }
    }

    private Task<T> Do<T>(Func<T> action)
    {
        lock (_lock)
        {
            return Task.FromResult(action());
        }
    }

    private IEnumerable<(string Name, string Tail)> Below(string folder) =>
        _files.Keys.Where(n => n.StartsWith($"{folder}/", StringComparison.Ordinal)).Select(n => (n, n[(folder.Length + 1)..]));

    private bool IsVersion(string name, string version) => _files.GetValueOrDefault(name)?.Version == version;

    private bool Put(string name, byte[] content)
    {
        _files[name] = new Entry(content, _time.GetUtcNow(), (++_versions).ToString(CultureInfo.InvariantCulture));
        return true;
    }

    private MoveResult Move(string name, string newName, bool overwrite)
    {
        if (!_files.TryGetValue(name, out var file))
        {
            return MoveResult.SourceMissing;
        }

        if (!overwrite && _files.ContainsKey(newName))
        {
            return MoveResult.TargetExists;
        }

        _files.Remove(name);
        _files[newName] = file;
        return MoveResult.Moved;
    }

    private async Task<byte[]> RequireAsync(string name) =>
        await ReadAsync(name, CancellationToken.None) ?? throw new FileNotFoundException("there is no such file", name);

    private string NewPath() => Path.Combine(_scratch.Value.FullName, $"{Guid.NewGuid():N}");

    private sealed record Entry(byte[] Content, DateTimeOffset ModifiedAt, string Version)
    {
        public StoredFile Describe(string name) => new(name, Content.Length, ModifiedAt, Version);
    }
}
