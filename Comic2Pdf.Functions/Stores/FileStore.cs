using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Comic2Pdf.Functions.Stores;

/// <summary>The store below DATA_DIR, on a disk or a mounted share. One process owns it.</summary>
public sealed class FileStore : IStore
{
    private readonly string _root;
    private readonly Lock _moving = new();

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
    public bool IsLocal => true;

    /// <inheritdoc/>
    public string Show(string name) => PathOf(name);

    /// <inheritdoc/>
    public Task<StoredFile?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(name));
        return Task.FromResult(file.Exists ? Describe(name, file) : null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var directory = new DirectoryInfo(PathOf(folder));
        foreach (var file in directory.Exists ? directory.GetFiles() : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryDescribe($"{folder}/{file.Name}", file) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListFoldersAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var path in Directory.Exists(PathOf(folder)) ? Directory.GetDirectories(PathOf(folder)) : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Path.GetFileName(path);
        }
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
        var temporary = TemporaryBeside(path);
        try
        {
            await WriteNewAsync(temporary, content, cancellationToken);
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
        var path = Prepare(name);
        try
        {
            await WriteNewAsync(path, content, cancellationToken);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken)
    {
        var path = Prepare(name);
        var temporary = TemporaryBeside(path);
        try
        {
            await WriteNewAsync(temporary, content, cancellationToken);
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
        File.AppendAllTextAsync(Prepare(name), lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);

    /// <inheritdoc/>
    public Task<MoveResult> MoveAsync(StoredFile file, string newName, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return IsVersion(file.Name, file.Version) ? MoveAsync(file.Name, newName, overwrite: false, cancellationToken) : Task.FromResult(MoveResult.SourceMissing);
    }

    /// <inheritdoc/>
    public Task<bool> IsFreeAsync(string name, StoredFile file, CancellationToken cancellationToken) => Task.FromResult(!File.Exists(PathOf(name)));

    /// <inheritdoc/>
    public Task<MoveResult> MoveAsync(string name, string newName, bool overwrite, CancellationToken cancellationToken)
    {
        var (source, target) = (PathOf(name), Prepare(newName));
        try
        {
            // One at a time: on some shares two files of one name would both find it free.
            lock (_moving)
            {
                if (!overwrite && File.Exists(target))
                {
                    return Task.FromResult(File.Exists(source) ? MoveResult.TargetExists : MoveResult.SourceMissing);
                }

                File.Move(source, target, overwrite);
                return Task.FromResult(MoveResult.Moved);
            }
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult(MoveResult.SourceMissing);
        }
        catch (DirectoryNotFoundException) when (!File.Exists(source))
        {
            return Task.FromResult(MoveResult.SourceMissing);
        }
        catch (IOException) when (!overwrite && File.Exists(target) && File.Exists(source))
        {
            return Task.FromResult(MoveResult.TargetExists);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> CopyAsync(string name, string newName, CancellationToken cancellationToken)
    {
        var path = Prepare(newName);
        var temporary = TemporaryBeside(path);
        try
        {
            await Task.Run(() => File.Copy(PathOf(name), temporary), cancellationToken);
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !File.Exists(PathOf(name)))
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
        if (File.Exists(PathOf(name)))
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
        if (Directory.Exists(PathOf(folder)))
        {
            // Gone at once: while its files went one by one, housekeeping would miss one of them and write it again.
            var going = Path.Combine(Path.GetDirectoryName(PathOf(folder))!, $".{Guid.NewGuid():N}");
            Directory.Move(PathOf(folder), going);
            Directory.Delete(going, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult<Stream>(
        new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 17, FileOptions.Asynchronous | FileOptions.SequentialScan));

    /// <summary>The place where it will stay: its name tells nobody but its attempt of it before it is moved.</summary>
    public LocalFile Create(string name)
    {
        var path = Prepare(name);
        return new LocalFile(path, _ => FlushAsync(path), isScratch: false);
    }

    /// <inheritdoc/>
    public Task<LocalFile> FetchAsync(string name, IReadOnlyList<ByteRange>? parts, CancellationToken cancellationToken) =>
        File.Exists(PathOf(name))
            ? Task.FromResult(new LocalFile(PathOf(name), commit: null, isScratch: false))
            : Task.FromException<LocalFile>(new FileNotFoundException("the file is gone", PathOf(name)));

    /// <inheritdoc/>
    public Task DownloadAsync(string name, string path, CancellationToken cancellationToken) => Task.Run(() => File.Copy(PathOf(name), path, overwrite: true), cancellationToken);

    // A short name of its own: the target's may be as long as names can be.
    private static string TemporaryBeside(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp");

    private static async Task WriteNewAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        await file.WriteAsync(content, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static Task FlushAsync(string path) => Task.Run(() =>
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    });

    private static StoredFile Describe(string name, FileInfo file) =>
        new(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}"));

    // One that has just gone is no reason to see none of the others.
    private static StoredFile? TryDescribe(string name, FileInfo file)
    {
        try
        {
            return Describe(name, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool IsVersion(string name, string version) => new FileInfo(PathOf(name)) is { Exists: true } file && TryDescribe(name, file)?.Version == version;

    private string PathOf(string name) => Path.Combine(_root, name);

    private string Prepare(string name)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
