using System.IO.Hashing;
using Comic2Pdf.Processing.Errors;
using SharpCompress.Common;
using ArchiveException = Comic2Pdf.Processing.Errors.ArchiveException;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Reads one entry: counted, its checksum taken on the way and compared at its end.</summary>
internal sealed class EntryReader : IDisposable
{
    // Small enough to stay in the processor's cache from reading over checking to writing: with pieces of megabytes all takes twice as long.
    private const int ChunkSize = 1 << 17;

    private readonly EntrySource _source;
    private readonly IEntry _entry;
    private readonly string _name;
    private readonly ExpansionMeter _meter;
    private readonly InputStream _input;
    private readonly CancellationToken _cancellationToken;
    private readonly Crc32 _crc = new();
    private readonly Stream _data;
    private long _length;
    private bool _atEnd;

    /// <summary>Opens the source's current entry.</summary>
    public EntryReader(EntrySource source, string name, ExpansionMeter meter, InputStream input, CancellationToken cancellationToken)
    {
        _source = source;
        _entry = source.Current;
        _name = name;
        _meter = meter;
        _input = input;
        _cancellationToken = cancellationToken;
        _data = source.OpenData();
    }

    /// <summary>Whether size and checksum must be right.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Whether all has been read, and was sound.</summary>
    public bool AtEnd => _atEnd;

    /// <summary>Reads into the buffer, behind what stands there, until <paramref name="limit"/> bytes are in it or the entry ends.</summary>
    /// <returns>All that is in the buffer.</returns>
    public ReadOnlyMemory<byte> Fill(PageBuffer buffer, int filled, int limit, long declared)
    {
        while (!_atEnd && filled < limit)
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
        while (Read(buffer, 0, buffer.Length) is > 0 and var length)
        {
            yield return buffer.AsMemory(0, length);
        }
    }

    /// <summary>Reads over the rest.</summary>
    public void Drain(byte[] buffer)
    {
        while (!_atEnd)
        {
            Read(buffer, 0, buffer.Length);
        }
    }

    /// <summary>Closes the entry. The library may read on to the entry's end then; what it meets there was reported, or nobody asked for it.</summary>
    public void Dispose()
    {
        try
        {
            _data.Dispose();
        }
        catch (Exception e) when (ArchiveFault.From(e, _name, _input.Fault) is not null)
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
                if (IsVerified)
                {
                    Verify();
                }

                _atEnd = true;
                return 0;
            }

            _length += read;
            _meter.Count(read, _length, _name);
            _crc.Append(buffer.AsSpan(offset, read));
            return read;
        }
        catch (Exception e) when (ArchiveFault.From(e, _name, _input.Fault) is { } fault)
        {
            _source.Abandon();
            throw fault;
        }
    }

    private void Verify()
    {
        if (_source.DeclaresSize && _entry.Size != _length)
        {
            throw new ArchiveException(
                _length < _entry.Size ? ErrorCode.ArchiveTruncated : ErrorCode.ArchiveDamaged,
                $"'{_name}' holds {_length} bytes where the archive declares {_entry.Size}");
        }

        var crc = _crc.GetCurrentHashAsUInt32();
        if (_source.HasCrc && (uint)_entry.Crc != crc)
        {
            throw new ArchiveException(ErrorCode.ArchiveDamaged, $"'{_name}' is damaged: its checksum is {crc:x8}, the archive says {(uint)_entry.Crc:x8}");
        }
    }
}
