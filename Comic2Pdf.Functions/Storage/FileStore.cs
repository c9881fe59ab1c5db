using System.Runtime.CompilerServices;

namespace Comic2Pdf.Functions.Storage;

/// <summary>The store below DATA_DIR, on a disk or a mounted share. One process owns it.</summary>
public sealed class FileStore : IStore
{
    private readonly string _root;
    private readonly Lock _moving = new();
    private readonly Lock _appending = new();

    /// <summary>Makes the folders.</summary>
    public FileStore(string root)
    {
        _root = root;
        foreach (var folder in DataLayout.Folders)
        {
            Directory.CreateDirectory(PathOf(folder));
        }
    }

    /// <inheritdoc/>
    public StoreTraits Traits { get; } =
        new()
        {
            HasCheapCalls = true,
            HasAtomicMoves = true,
            HasWholeFiles = false,
            IsShared = false,
            HoldsTriggerBlobs = false,
        };

    /// <inheritdoc/>
    public string DisplayName(string name) => PathOf(name);

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(string name, CancellationToken cancellationToken)
    {
        return Task.FromResult(DiskFiles.TryDescribe(name, new FileInfo(PathOf(name))));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var file in DiskFiles.List(() => new DirectoryInfo(PathOf(folder)).GetFiles()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DiskFiles.TryDescribe($"{folder}/{file.Name}", file) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredFile> ListTreeAsync(string folder, Func<string, bool> enters, CancellationToken cancellationToken) =>
        DiskTree.List(PathOf(folder), folder, enters).ToAsyncEnumerable();

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListFoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var path in DiskFiles.List(() => Directory.GetDirectories(PathOf(folder))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Path.GetFileName(path);
        }
    }

    /// <inheritdoc/>
    public bool EnsureFolder(string folder)
    {
        var path = PathOf(folder);
        if (Directory.Exists(path))
        {
            return false;
        }

        Directory.CreateDirectory(path);
        return true;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(name), cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Written to a temporary name, flushed to the disk, renamed.</summary>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = Prepare(name);
        var temporary = DiskFiles.TemporaryBeside(path);
        try
        {
            await DiskFiles.WriteNewAsync(temporary, content, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        FileStream file;
        var path = Prepare(name);
        try
        {
            file = DiskFiles.CreateNew(path);
        }
        catch (IOException) when (DiskFiles.Exists(path))
        {
            return false;
        }

        try
        {
            await using (file)
            {
                await DiskFiles.WriteAsync(file, content, cancellationToken);
            }

            return true;
        }
        catch
        {
            // Else the next try would find a part of its own file, and take it for another's.
            File.Delete(path);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken)
    {
        var path = Prepare(name);
        var temporary = DiskFiles.TemporaryBeside(path);
        try
        {
            await DiskFiles.WriteNewAsync(temporary, content, cancellationToken);
            lock (_moving)
            {
                if (!IsVersion(name, version))
                {
                    return false;
                }

                File.Move(temporary, path, overwrite: true);
                return true;
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(string name, string lines, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                // One after another: a file that is open for appending cannot be opened for it again, and pages fail at the same time.
                lock (_appending)
                {
                    File.AppendAllText(Prepare(name), lines);
                }
            },
            cancellationToken
        );

    /// <summary>A file that cannot be removed from where it is, is copied, and stays.</summary>
    public Task<MoveResult> MoveAsync(StoredFile file, string newName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!IsVersion(file.Name, file.Version))
        {
            return Task.FromResult(MoveResult.SourceMissing);
        }

        try
        {
            return MoveAsync(file.Name, newName, overwrite: false, cancellationToken);
        }
        catch (UnauthorizedAccessException)
        {
            return Task.Run(() => FileMover.Copy(PathOf(file.Name), Prepare(newName), overwrite: false), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<bool> IsFreeAsync(string name, StoredFile file, CancellationToken cancellationToken) =>
        Task.FromResult(!DiskFiles.Exists(PathOf(name)));

    /// <inheritdoc/>
    public Task<MoveResult> MoveAsync(string name, string newName, bool overwrite, CancellationToken cancellationToken)
    {
        var (source, target) = (PathOf(name), Prepare(newName));

        // One at a time: on some shares two files of one name would both find it free.
        lock (_moving)
        {
            return Task.FromResult(FileMover.Move(source, target, overwrite));
        }
    }

    /// <inheritdoc/>
    public async Task<bool> CopyAsync(string name, string newName, CancellationToken cancellationToken)
    {
        var path = Prepare(newName);
        var temporary = DiskFiles.TemporaryBeside(path);
        try
        {
            await Task.Run(() => File.Copy(PathOf(name), temporary), cancellationToken);
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !DiskFiles.Exists(PathOf(name)))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (DiskFiles.Exists(PathOf(name)))
        {
            File.Delete(PathOf(name));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(StoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return IsVersion(file.Name, file.Version) ? DeleteAsync(file.Name, cancellationToken) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteFolderAsync(string folder, CancellationToken cancellationToken)
    {
        // Gone at once: while its files went one by one, housekeeping would miss one of them and write it again.
        var going = Path.Combine(Path.GetDirectoryName(PathOf(folder))!, $".{Guid.NewGuid():N}");
        try
        {
            Directory.Move(PathOf(folder), going);
        }
        catch (DirectoryNotFoundException)
        {
            return Task.CompletedTask;
        }

        Directory.Delete(going, recursive: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(
            new FileStream(
                PathOf(name),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                1 << 17,
                FileOptions.Asynchronous | FileOptions.SequentialScan
            )
        );

    /// <inheritdoc/>
    public Task<bool> IsOpenForWritingAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(FileLease.IsOpenForWriting(PathOf(name)));

    /// <summary>The place where it will stay: only its attempt knows the name before it is moved.</summary>
    public LocalFile Create(string name)
    {
        var path = Prepare(name);
        return new LocalFile(path, _ => DiskFiles.FlushAsync(path), isScratch: false);
    }

    /// <inheritdoc/>
    public Task<LocalFile> FetchAsync(string name, IReadOnlyList<ByteRange>? parts, CancellationToken cancellationToken) =>
        DiskFiles.Exists(PathOf(name))
            ? Task.FromResult(new LocalFile(PathOf(name), commit: null, isScratch: false))
            : Task.FromException<LocalFile>(new FileNotFoundException("the file is gone", PathOf(name)));

    /// <inheritdoc/>
    public Task DownloadAsync(string name, string path, CancellationToken cancellationToken) =>
        Task.Run(() => File.Copy(PathOf(name), path, overwrite: true), cancellationToken);

    private bool IsVersion(string name, string version) => DiskFiles.TryDescribe(name, new FileInfo(PathOf(name)))?.Version == version;

    private string PathOf(string name) => Path.Combine(_root, name);

    private string Prepare(string name)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
