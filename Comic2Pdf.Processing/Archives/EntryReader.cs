using System.IO.Hashing;
using Comic2Pdf.Processing.Archives.Formats;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Reads one entry: counted, its checksum taken on the way and compared at its end.</summary>
internal sealed class EntryReader : IDisposable
{
    // Small enough to stay in the processor's cache from reading over checking to writing: with pieces of megabytes all takes twice as long.
    private const int ChunkSize = 1 << 17;

    private readonly SourceEntry _entry;
    private readonly string _name;
    private readonly ArchiveReading _reading;
    private readonly CancellationToken _cancellationToken;
    private readonly Crc32 _crc = new();
    private readonly Stream _data;
    private long _length;

    /// <summary>Opens the source's current entry.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="name">Its name as shown.</param>
    /// <param name="reading">What holds for all that is read of the file.</param>
    /// <param name="cancellationToken">Stops.</param>
    public EntryReader(EntrySource source, string name, ArchiveReading reading, CancellationToken cancellationToken)
    {
        _entry = source.Current;
        _name = name;
        _reading = reading;
        _cancellationToken = cancellationToken;
        try
        {
            _data = source.OpenData();
        }
        catch (Exception e) when (ArchiveFault.From(e, _name, _reading.ReadFault) is { } fault)
        {
            Contain(fault);
            _data = Stream.Null;
        }
    }

    /// <summary>Whether size and checksum must be right.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Whether it is an archive itself: then it is not held in memory, and what comes out of it is counted too.</summary>
    public bool IsArchive { get; set; }

    /// <summary>Whether all has been read, or all that can be.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Where reading stopped short, or what was wrong with what was read; null while it is sound. What was read until then is there.</summary>
    public ComicException? Fault { get; private set; }

    /// <summary>Reads into the buffer, behind what stands there, until <paramref name="limit"/> bytes are in it or the entry ends.</summary>
    /// <returns>All that is in the buffer.</returns>
    public ReadOnlyMemory<byte> Fill(PageBuffer buffer, int filled, int limit, long declared)
    {
        while (!AtEnd && filled < limit)
        {
            if (filled == buffer.Array.Length)
            {
                buffer.Grow(declared);
            }

            filled += Read(buffer.Array, filled, Math.Min(limit, buffer.Array.Length) - filled);
        }

        return buffer.Array.AsMemory(0, filled);
    }

    /// <summary>The rest of the entry, piece by piece, each overwriting the one before.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Rest(byte[] buffer)
    {
        while (!AtEnd && Read(buffer, 0, buffer.Length) is > 0 and var length)
        {
            yield return buffer.AsMemory(0, length);
        }
    }

    /// <summary>Reads over the rest.</summary>
    public void Drain(byte[] buffer)
    {
        while (!AtEnd)
        {
            Read(buffer, 0, buffer.Length);
        }
    }

    /// <summary>Closes the entry. The library may read on to the entry's end then; what it meets there was reported, or is not asked for.</summary>
    public void Dispose()
    {
        try
        {
            _data.Dispose();
        }
        catch (Exception e) when (ArchiveFault.From(e, _name, _reading.ReadFault) is not null)
        {
            // Nothing is lost: all that was wanted of this entry has been read and verified, or has failed.
        }
    }

    /// <summary>Reads some bytes; none means that the entry has ended.</summary>
    /// <exception cref="ComicException">The archive's fault.</exception>
    private int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var read = _data.Read(buffer, offset, Math.Min(count, ChunkSize));
            if (read == 0)
            {
                AtEnd = true;
                Verify();
                return 0;
            }

            _length += read;
            _reading.Meter.Count(read, IsArchive ? 0 : _length, _name);
            _crc.Append(buffer.AsSpan(offset, read));
            return read;
        }
        catch (Exception e) when (ArchiveFault.From(e, _name, _reading.ReadFault) is { } fault)
        {
            Contain(fault);
            return 0;
        }
    }

    /// <summary>Keeps a fault to this entry when it is its own: the entry ends where it came to. Any other fault is thrown.</summary>
    private void Contain(ComicException fault)
    {
        var isOfTheArchive = fault.Code is ErrorCode.ArchiveDamaged or ErrorCode.ArchiveTruncated or ErrorCode.ArchiveUnsupported;
        if (!isOfTheArchive || !(_entry.IsIndependent || _reading.IsInner))
        {
            throw fault;
        }

        (Fault, AtEnd) = (fault, true);
    }

    private void Verify()
    {
        if (!IsVerified)
        {
            return;
        }

        if (_entry.Size >= 0 && _entry.Size != _length)
        {
            throw new ArchiveException(
                _length < _entry.Size ? ErrorCode.ArchiveTruncated : ErrorCode.ArchiveDamaged,
                $"'{_name}' holds {_length} bytes where the archive declares {_entry.Size}"
            );
        }

        var crc = _crc.GetCurrentHashAsUInt32();
        if (_entry.Crc is { } stated && stated != crc)
        {
            throw new ArchiveException(
                ErrorCode.ArchiveDamaged,
                $"'{_name}' is damaged: its checksum is {crc:x8}, the archive says {stated:x8}"
            );
        }
    }
}
