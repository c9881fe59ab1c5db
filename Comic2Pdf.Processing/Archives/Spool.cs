using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Bytes that come as a stream and are needed as a file: in memory while they are few, else in a file without a name, which ends with the process.</summary>
/// <param name="folder">Where such a file is made.</param>
internal sealed class Spool(string folder)
{
    private const int MaxMemory = 16 << 20;

    /// <summary>Takes all pieces.</summary>
    /// <returns>A seekable stream at its start.</returns>
    /// <exception cref="OutputException">There is no room for the file.</exception>
    public Stream Take(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Stream spool = new MemoryStream();
        try
        {
            foreach (var piece in pieces)
            {
                spool = spool is MemoryStream memory && memory.Length + piece.Length > MaxMemory ? Write(() => Move(memory)) : spool;
                var to = spool;
                Write(() =>
                {
                    to.Write(piece.Span);
                    return to;
                });
            }

            spool.Position = 0;
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    private FileStream Move(MemoryStream memory)
    {
        // The ending keeps watchers away from it for the moment that it has a name.
        var path = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.Delete,
            bufferSize: 1 << 16,
            OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None
        );
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        memory.WriteTo(file);
        return file;
    }

    // What fails here is the disk that is written to, and says nothing about the archive.
    private static T Write<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(ErrorCode.OutputNotWritable, $"an archive inside the archive cannot be unpacked: {e.Message}", e);
        }
    }
}
