using System.Globalization;

namespace Comic2Pdf.Functions.Storage;

/// <summary>Files of this machine, where "not there" and "cannot be looked at" are two things: the latter is an exception.</summary>
internal static class DiskFiles
{
    /// <summary>A name for a file that is to take another's place. Short: the other's may be as long as names can be.</summary>
    public static string TemporaryBeside(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp");

    /// <summary>Writes a new file, down to the disk.</summary>
    public static async Task WriteNewAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var file = CreateNew(path);
        await WriteAsync(file, content, cancellationToken);
    }

    /// <summary>Creates a file that is not there yet.</summary>
    public static FileStream CreateNew(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    /// <summary>Writes a file's content, down to the disk.</summary>
    public static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await file.WriteAsync(content, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Takes what was written to a file down to the disk.</summary>
    public static Task FlushAsync(string path) =>
        Task.Run(() =>
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(file);
        });

    /// <summary>What is known of a file; null: it is not there. (FileInfo.Exists says the same of a file that cannot be looked at.)</summary>
    public static StoredFile? TryDescribe(string name, FileInfo file)
    {
        try
        {
            var isLink = file.LinkTarget is not null;
            var (length, modified) = (isLink && !Exists(file.FullName) ? 0 : file.Length, file.LastWriteTimeUtc);
            return new StoredFile(
                name,
                length,
                new DateTimeOffset(modified, TimeSpan.Zero),
                string.Create(CultureInfo.InvariantCulture, $"{modified.Ticks:x}-{length:x}")
            )
            {
                Fault = isLink ? EntryFault.Link : EntryFault.None,
            };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a file is there. (File.Exists is false also when the disk does not answer.)</summary>
    public static bool Exists(string path)
    {
        try
        {
            return !File.GetAttributes(path).HasFlag(FileAttributes.Directory);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>What is in a folder; nothing when there is no such folder.</summary>
    public static T[] List<T>(Func<T[]> list)
    {
        try
        {
            return list();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
