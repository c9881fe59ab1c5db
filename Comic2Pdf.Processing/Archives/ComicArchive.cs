using System.IO.Hashing;
using System.Text;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using SharpCompress.Common;
using SharpCompress.Providers;
using SharpCompress.Providers.System;
using SharpCompress.Readers;
using ArchiveException = Comic2Pdf.Processing.Errors.ArchiveException;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// A comic archive, read once from front to back. Nothing is written to disk, checksums are verified, limits hold on what really comes
/// out, and whatever a hostile file does ends in one <see cref="ArchiveException"/>.
/// </summary>
public sealed class ComicArchive : IDisposable
{
    private const int ChunkSize = 1 << 18;

    // Memory that a declared size alone may claim; untouched, it costs nothing.
    private const long MaxTrustedSize = 64 << 20;

    private readonly InputStream _stream;
    private readonly ArchiveLimits _limits;
    private readonly List<Warning> _warnings = [];
    private readonly EntrySource _source;

    // Two, used in turn: while one entry is worked on, the next can be read.
    private byte[] _buffer = new byte[ChunkSize];
    private byte[] _otherBuffer = new byte[ChunkSize];
    private long _totalBytes;
    private int _index = -1;

    private ComicArchive(InputStream stream, ArchiveKind kind, EntrySource source, ArchiveLimits limits)
    {
        _stream = stream;
        _source = source;
        _limits = limits;
        Kind = kind;
    }

    /// <summary>What the archive is, by content.</summary>
    public ArchiveKind Kind { get; }

    /// <summary>Entries that looked like pages and were passed over (links, devices), known once all entries have been read.</summary>
    public IReadOnlyList<Warning> Warnings => _warnings;

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file; any name, any ending.</param>
    /// <param name="limits">Bounds; null takes the defaults.</param>
    /// <exception cref="ArchiveException">Not an archive, encrypted, one volume of several, truncated, damaged or over a limit.</exception>
    /// <exception cref="ComicException"><see cref="ErrorCode.InputNotReadable"/>.</exception>
    public static ComicArchive Open(string path, ArchiveLimits? limits = null)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 12, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var isTransient = e is not (FileNotFoundException or DirectoryNotFoundException);
            throw new ComicException(ErrorCode.InputNotReadable, $"cannot read the file: {e.Message}", isTransient, e);
        }

        return Open(stream, limits);
    }

    /// <summary>Opens an archive in a seekable stream, which is closed with it.</summary>
    public static ComicArchive Open(Stream stream, ArchiveLimits? limits = null)
    {
        limits ??= new ArchiveLimits();
        var input = new InputStream(stream);
        try
        {
            var kind = ArchiveSignature.Detect(input);
            return new ComicArchive(input, kind, OpenSource(input, kind, limits), limits);
        }
        catch (Exception e) when (ArchiveFault.From(e, entry: null, input.Fault) is { } fault)
        {
            input.Dispose();
            throw fault;
        }
    }

    /// <summary>
    /// The pages and the ComicInfo.xml, in the order of the archive (a solid archive allows no other). An entry's data lives until the
    /// second entry after it is asked for, so the next may be read, on another thread, while this one is worked on.
    /// </summary>
    /// <exception cref="ArchiveException">As the archive's fault shows only on the way.</exception>
    public IEnumerable<ArchiveEntry> ReadEntries(CancellationToken cancellationToken = default)
    {
        while (TryReadNext(out var entry, cancellationToken))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _stream.Dispose();
    }

    private static EntrySource OpenSource(Stream stream, ArchiveKind kind, ArchiveLimits limits)
    {
        var options = ReaderOptions.ForExternalStream with
        {
            ArchiveEncoding = new ArchiveEncoding { CustomDecoder = DecodeName },
            Providers = CompressionProviderRegistry.Default.With(new SystemDeflateCompressionProvider()),
        };
        switch (kind)
        {
            case ArchiveKind.Zip:
                ZipStructure.Check(stream, limits);
                return EntrySource.OfZip(stream, options);
            case ArchiveKind.Rar4 or ArchiveKind.Rar5:
                RarStructure.Check(stream, kind, limits);
                return EntrySource.OfRar(stream, options);
            case ArchiveKind.SevenZip:
                SevenZipStructure.Check(stream);
                return EntrySource.OfSevenZip(stream, options);
            default:
                return EntrySource.OfTar(stream, options, TarStructure.Check(stream, limits));
        }
    }

    private bool TryReadNext(out ArchiveEntry result, CancellationToken cancellationToken)
    {
        string? name = null;
        try
        {
            // Once for each entry given out, however many are passed over on the way: the other buffer may be in use.
            (_buffer, _otherBuffer) = (_otherBuffer, _buffer);
            while (_source.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++_index >= _limits.MaxEntries)
                {
                    throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has more than the {_limits.MaxEntries} entries allowed");
                }

                var entry = _source.Current;
                name = ShownName(entry.Key, _index);
                if (entry.IsDirectory)
                {
                    continue;
                }

                var kind = EntryFilter.ByName(name);
                if (!_source.IsPlainFile)
                {
                    if (kind == EntryKind.Page)
                    {
                        _warnings.Add(new Warning(ErrorCode.PageUnreadable, null, name, $"'{name}' is a link or a device, not a file; it was passed over"));
                    }

                    continue;
                }

                if (kind == EntryKind.Ignored && !_source.IsForwardOnly)
                {
                    continue;
                }

                if (entry.IsEncrypted && kind != EntryKind.Ignored)
                {
                    throw new ArchiveException(ErrorCode.ArchiveEncrypted, $"the archive is encrypted ('{name}' needs a password)");
                }

                var length = ReadData(entry, name, ref kind, cancellationToken);
                if (kind is EntryKind.Page or EntryKind.ComicInfo)
                {
                    result = new ArchiveEntry(_index, name, kind.Value, _buffer.AsMemory(0, length));
                    return true;
                }
            }

            // An end that the library came to by swallowing an I/O error is none.
            result = default;
            return _stream.Fault is null ? false : throw new IOException(_stream.Fault.Message, _stream.Fault);
        }
        catch (Exception e) when (ArchiveFault.From(e, name, _stream.Fault) is { } fault)
        {
            _source.Abandon();
            throw fault;
        }
    }

    /// <summary>Reads the current entry; data of no interest is counted and dropped.</summary>
    /// <returns>The length of what stands in the buffer.</returns>
    private int ReadData(IEntry entry, string name, ref EntryKind? kind, CancellationToken cancellationToken)
    {
        using var data = _source.OpenData();
        var crc = new Crc32();
        long length = 0;
        var kept = 0;
        while (true)
        {
            if (kept == _buffer.Length)
            {
                Grow(entry.Size);
            }

            var read = data.Read(_buffer, kept, Math.Min(_buffer.Length - kept, ChunkSize * 4));
            if (read == 0)
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            crc.Append(_buffer.AsSpan(kept, read));
            length += read;
            kept += read;
            Count(read, length, name);
            if (kind is null && kept >= ImageSniffer.Length)
            {
                kind = EntryFilter.ByContent(_buffer.AsSpan(0, kept));
                if (kind == EntryKind.Ignored && !_source.IsForwardOnly)
                {
                    return 0;
                }
            }

            if (kind == EntryKind.Ignored)
            {
                kept = 0;
            }
        }

        kind ??= EntryFilter.ByContent(_buffer.AsSpan(0, kept));
        if (kind != EntryKind.Ignored)
        {
            Verify(entry, name, length, crc.GetCurrentHashAsUInt32());
        }

        return kept;
    }

    private void Verify(IEntry entry, string name, long length, uint crc)
    {
        if (_source.DeclaresSize && entry.Size != length)
        {
            throw new ArchiveException(
                length < entry.Size ? ErrorCode.ArchiveTruncated : ErrorCode.ArchiveDamaged,
                $"'{name}' holds {length} bytes where the archive declares {entry.Size}");
        }

        if (_source.HasCrc && (uint)entry.Crc != crc)
        {
            throw new ArchiveException(ErrorCode.ArchiveDamaged, $"'{name}' is damaged: its checksum is {crc:x8}, the archive says {(uint)entry.Crc:x8}");
        }
    }

    private void Count(int read, long entryBytes, string name)
    {
        _totalBytes += read;
        if (entryBytes > _limits.MaxEntryBytes)
        {
            throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"'{name}' expands to more than the {_limits.MaxEntryBytes} bytes allowed for one entry");
        }

        if (_totalBytes > _limits.MaxTotalBytes)
        {
            throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive expands to more than the {_limits.MaxTotalBytes} bytes allowed (at '{name}')");
        }

        if (_totalBytes > _limits.RatioFreeBytes && _totalBytes / _limits.MaxRatio > _stream.Length)
        {
            throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive expands to more than {_limits.MaxRatio} times its size (at '{name}'): probably a bomb");
        }
    }

    /// <summary>Makes room: at once for a declared size that is plausible, else by doubling.</summary>
    private void Grow(long declared)
    {
        var hint = declared is > 0 and <= MaxTrustedSize ? declared + 1 : 0;
        var wanted = Math.Max(_buffer.Length * 2L, hint);
        var larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(wanted, _limits.MaxEntryBytes + ChunkSize));
        _buffer.CopyTo(larger, 0);
        _buffer = larger;
    }

    /// <summary>Names are UTF-8 far more often than their flags say; what is not is the DOS code page of the format's origin.</summary>
    private static string DecodeName(byte[] bytes, int start, int length, EncodingType type)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, start, length);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(437)!.GetString(bytes, start, length);
        }
    }

    /// <summary>A name fit to be shown: no control characters, a bounded length, never empty.</summary>
    private static string ShownName(string? key, int index)
    {
        const int MaxLength = 1024;
        if (string.IsNullOrEmpty(key))
        {
            return $"entry {index + 1}";
        }

        var shown = string.Create(Math.Min(key.Length, MaxLength), key, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsControl(from[i]) || char.GetUnicodeCategory(from[i]) == System.Globalization.UnicodeCategory.Format ? '\uFFFD' : from[i];
            }
        });
        return shown;
    }
}
