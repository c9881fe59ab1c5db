using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Counts what really comes out of an archive, and stops it at the limits.</summary>
internal sealed class ExpansionMeter(ArchiveLimits limits, long archiveBytes)
{
    private long _total;

    /// <summary>Entries seen so far, of the archive and of those inside it.</summary>
    public int Entries { get; private set; }

    /// <summary>Counts an entry.</summary>
    /// <returns>Its place among all, from 0.</returns>
    /// <exception cref="ArchiveException"><see cref="ErrorCode.ArchiveOverLimit"/>.</exception>
    public int CountEntry() =>
        Entries < limits.MaxEntries
            ? Entries++
            : throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has more than the {limits.MaxEntries} entries allowed");

    /// <summary>Counts bytes that an entry yielded.</summary>
    /// <param name="bytes">Just now.</param>
    /// <param name="entryBytes">From this entry in all; 0 when that is not bounded.</param>
    /// <param name="name">The entry.</param>
    /// <exception cref="ArchiveException"><see cref="ErrorCode.ArchiveOverLimit"/>.</exception>
    public void Count(int bytes, long entryBytes, string name)
    {
        _total += bytes;
        if (entryBytes > limits.MaxEntryBytes)
        {
            throw new ArchiveException(
                ErrorCode.ArchiveOverLimit,
                $"'{name}' expands to more than the {limits.MaxEntryBytes} bytes allowed for one entry"
            );
        }

        if (_total > limits.MaxTotalBytes)
        {
            throw new ArchiveException(
                ErrorCode.ArchiveOverLimit,
                $"the archive expands to more than the {limits.MaxTotalBytes} bytes allowed (at '{name}')"
            );
        }

        if (_total > limits.RatioFreeBytes && _total / limits.MaxRatio > archiveBytes)
        {
            throw new ArchiveException(
                ErrorCode.ArchiveOverLimit,
                $"the archive expands to more than {limits.MaxRatio} times its size (at '{name}'): probably a bomb"
            );
        }
    }
}
