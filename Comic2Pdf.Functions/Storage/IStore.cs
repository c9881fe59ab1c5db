namespace Comic2Pdf.Functions.Storage;

/// <summary>
/// Where files are kept: below DATA_DIR (<see cref="FileStore"/>) or in a blob container (<see cref="BlobStore"/>). Names are those of
/// <see cref="DataLayout"/>, with '/' between their parts. A failure that may pass is an <see cref="IOException"/> (or, of a folder, an
/// <see cref="UnauthorizedAccessException"/>), whatever is behind.
/// </summary>
public interface IStore
{
    /// <summary>In what it differs from other stores.</summary>
    StoreTraits Traits { get; }

    /// <summary>A name of a file for people: its full path, or container and blob.</summary>
    string DisplayName(string name);

    /// <summary>What is known of a file, or null.</summary>
    Task<StoredFile?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The files directly in a folder; none when there is no such folder.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>The files in a folder and in all folders below it, and what is no usable file there (<see cref="StoredFile.Fault"/>). Links are not followed.</summary>
    /// <param name="folder">Where to begin.</param>
    /// <param name="enters">Asked once for each folder below, by its full name: whether to look into it.</param>
    /// <param name="cancellationToken">Stops.</param>
    IAsyncEnumerable<StoredFile> ListTreeAsync(string folder, Func<string, bool> enters, CancellationToken cancellationToken);

    /// <summary>The last parts of the names of the folders directly in a folder.</summary>
    IAsyncEnumerable<string> ListFoldersAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Makes a folder that someone has removed.</summary>
    /// <returns>Whether it was not there.</returns>
    bool EnsureFolder(string folder) => false;

    /// <summary>A small file, or null.</summary>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a small file: readers see the old one or the new one, never a part.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Writes a small file unless there is one already. Of many that try at once, one succeeds.</summary>
    Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Writes a small file over this version of it. Of many that try at once, one succeeds.</summary>
    Task<bool> TryReplaceAsync(string name, ReadOnlyMemory<byte> content, string version, CancellationToken cancellationToken);

    /// <summary>Adds lines to a log or journal.</summary>
    Task AppendAsync(string name, string lines, CancellationToken cancellationToken);

    /// <summary>Moves a file. After a crash in its middle the old name is there still, and moving again completes it.</summary>
    Task<MoveResult> MoveAsync(string name, string newName, bool overwrite, CancellationToken cancellationToken);

    /// <summary>Moves this version of a file to a name that is free. One that was written over since is <see cref="MoveResult.SourceMissing"/>, and stays.</summary>
    Task<MoveResult> MoveAsync(StoredFile file, string newName, CancellationToken cancellationToken);

    /// <summary>Whether a file may be moved to a name: nothing has it, or only what an interrupted move of the same file has left there.</summary>
    Task<bool> IsFreeAsync(string name, StoredFile file, CancellationToken cancellationToken);

    /// <summary>Copies a file over whatever has the other name.</summary>
    /// <returns>False when there is nothing to copy.</returns>
    Task<bool> CopyAsync(string name, string newName, CancellationToken cancellationToken);

    /// <summary>Deletes a file, if it is there.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes this version of a file; one that was written over since stays.</summary>
    Task DeleteAsync(StoredFile file, CancellationToken cancellationToken);

    /// <summary>Deletes a folder and all below it, if it is there.</summary>
    Task DeleteFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>A file to be read in parts; seekable.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    Task<Stream> OpenReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Whether a program has the file open for writing. False also where that cannot be known.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    Task<bool> IsOpenForWritingAsync(string name, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>A new file on this machine that becomes the stored file when it is committed.</summary>
    LocalFile Create(string name);

    /// <summary>The stored file as one on this machine, for reading only.</summary>
    /// <param name="name">The file.</param>
    /// <param name="parts">All that is needed of it; null: everything. The file has its full length in any case.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    Task<LocalFile> FetchAsync(string name, IReadOnlyList<ByteRange>? parts, CancellationToken cancellationToken);

    /// <summary>Writes the stored file's content to a path of this machine.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    Task DownloadAsync(string name, string path, CancellationToken cancellationToken);
}
