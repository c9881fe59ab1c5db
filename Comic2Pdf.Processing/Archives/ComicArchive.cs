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
    private readonly InputStream _stream;
    private readonly ArchiveLimits _limits;
    private readonly List<Warning> _warnings = [];
    private readonly EntrySource _source;
    private readonly ExpansionMeter _meter;

    // One for all entries: the largest page decides its size.
    private readonly PageBuffer _buffer;
    private EntryReader? _open;
    private int _index = -1;

    private ComicArchive(InputStream stream, ArchiveKind kind, EntrySource source, ArchiveLimits limits)
    {
        _stream = stream;
        _source = source;
        _limits = limits;
        _meter = new ExpansionMeter(limits, stream.Length);
        _buffer = new PageBuffer(limits.MaxEntryBytes);
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
            throw new ComicException(ErrorCode.InputNotReadable, $"cannot read the file: {e.Message}", isTransient: e is not (FileNotFoundException or DirectoryNotFoundException), e);
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
    /// The pages and the ComicInfo.xml, in the order of the archive (a solid archive allows no other). An entry can be read until the next
    /// one is asked for.
    /// </summary>
    /// <exception cref="ArchiveException">As the archive's fault shows only on the way.</exception>
    public IEnumerable<ArchiveEntry> ReadEntries(CancellationToken cancellationToken = default)
    {
        while (ReadNext(cancellationToken) is { } entry)
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.End();
        _source.Abandon();
        _open?.Dispose();
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

    /// <summary>Moves to the next entry that matters, reading over all others.</summary>
    private ArchiveEntry? ReadNext(CancellationToken cancellationToken)
    {
        string? name = null;
        try
        {
            FinishOpenEntry();
            while (_source.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (++_index >= _limits.MaxEntries)
                {
                    throw new ArchiveException(ErrorCode.ArchiveOverLimit, $"the archive has more than the {_limits.MaxEntries} entries allowed");
                }

                name = ShownName(_source.Current.Key, _index);
                if (!_source.Current.IsDirectory && OpenEntry(name, cancellationToken) is { } entry)
                {
                    return entry;
                }
            }

            // An end that the library came to by swallowing an I/O error is none.
            return _stream.Fault is null ? null : throw new IOException(_stream.Fault.Message, _stream.Fault);
        }
        catch (Exception e) when (ArchiveFault.From(e, name, _stream.Fault) is { } fault)
        {
            _source.Abandon();
            throw fault;
        }
    }

    /// <summary>The current entry with its head read; null when it is nothing to a comic.</summary>
    private ArchiveEntry? OpenEntry(string name, CancellationToken cancellationToken)
    {
        var kind = EntryFilter.ByName(name);
        if (!_source.IsPlainFile)
        {
            if (kind == EntryKind.Page)
            {
                _warnings.Add(new Warning(ErrorCode.PageUnreadable, null, name, $"'{name}' is a link or a device, not a file; it was passed over"));
            }

            return null;
        }

        if (kind == EntryKind.Ignored && !_source.IsForwardOnly)
        {
            return null;
        }

        if (_source.Current.IsEncrypted)
        {
            return kind is null && !_source.IsForwardOnly
                ? null
                : throw new ArchiveException(ErrorCode.ArchiveEncrypted, $"the archive is encrypted ('{name}' needs a password)");
        }

        // What a name does not tell, a few bytes do. Only what belongs to the book has to be sound.
        _open = new EntryReader(_source, name, _meter, _stream, cancellationToken) { IsVerified = kind is EntryKind.Page or EntryKind.ComicInfo };
        var head = _open.Fill(_buffer, 0, kind is null ? ImageSniffer.Length : ArchiveEntry.MaxHead, _source.Current.Size);
        kind ??= EntryFilter.ByContent(head.Span);
        if (kind == EntryKind.Ignored)
        {
            FinishOpenEntry();
            return null;
        }

        _open.IsVerified = true;
        head = _open.Fill(_buffer, head.Length, ArchiveEntry.MaxHead, _source.Current.Size);
        return new ArchiveEntry(_index, name, kind.Value, head, _open, _buffer, _source.Current.Size);
    }

    /// <summary>
    /// Reads what nobody wanted of the last entry: where data can only be passed over by unpacking it, that counts. Where it need not be
    /// unpacked, it is not.
    /// </summary>
    private void FinishOpenEntry()
    {
        if (_open is { } open)
        {
            _open = null;
            if (_source.IsForwardOnly)
            {
                open.Drain(_buffer.Array);
            }

            open.Dispose();
        }
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
