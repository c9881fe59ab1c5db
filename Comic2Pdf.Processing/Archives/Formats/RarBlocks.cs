using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives.Formats;

/// <summary>What the block headers of RAR 4 and RAR 5 have in common.</summary>
internal abstract class RarBlocks(Stream stream, ArchiveLimits limits)
{
    private readonly byte[] _header = new byte[1 << 16];
    private readonly List<bool> _isEncrypted = [];

    /// <summary>For each file whether it needs a password.</summary>
    public IReadOnlyList<bool> IsEncrypted => _isEncrypted;

    /// <summary>Bytes of a header that are looked at, at most.</summary>
    protected int MaxHeader => _header.Length;

    /// <summary>Bytes of the file.</summary>
    protected long Length => stream.Length;

    /// <summary>Goes from header to header up to the end.</summary>
    /// <returns>Whether the archive has an end mark, or is of an age that has none.</returns>
    /// <exception cref="ArchiveException">It is cut, damaged, encrypted as a whole, one of several volumes, or has too many entries.</exception>
    public abstract bool Walk();

    /// <summary>No block header stands where one should.</summary>
    protected static ArchiveException Damaged(long at) =>
        new(ErrorCode.ArchiveDamaged, $"the RAR archive is damaged: no valid block header at byte {at}");

    /// <summary>The archive goes on in another file, or began in one.</summary>
    protected static ArchiveException Volume() =>
        new(ErrorCode.ArchiveMultiVolume, "this is one volume of several of a RAR archive; join the volumes first");

    /// <summary>Not even the names can be read.</summary>
    protected static ArchiveException Encrypted() => new(ErrorCode.ArchiveEncrypted, "the RAR archive is encrypted (its file names too)");

    /// <summary>Fails when the last block ends behind the file, or no file was found at all.</summary>
    protected void RequireWhole(long end)
    {
        if (end > stream.Length || _isEncrypted.Count == 0)
        {
            throw Truncated();
        }
    }

    /// <summary>Counts a file.</summary>
    protected void CountFile(bool isEncrypted)
    {
        _isEncrypted.Add(isEncrypted);
        if (_isEncrypted.Count > limits.MaxEntries)
        {
            throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has more than the {limits.MaxEntries} entries allowed");
        }
    }

    /// <summary>Bytes of the file; they count until the next call.</summary>
    protected ReadOnlySpan<byte> Read(long at, int count)
    {
        if (at + count > stream.Length)
        {
            throw Truncated();
        }

        stream.Position = at;
        var span = _header.AsSpan(0, count);
        stream.ReadExactly(span);
        return span;
    }

    private static ArchiveException Truncated() =>
        new(ErrorCode.ArchiveTruncated, "the RAR archive ends before its content does: the file is cut short");
}
