using Comic2Pdf.Processing.Archives.Formats;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// A comic archive, read once from front to back. Checksums are verified, limits hold on what really comes out, and whatever a hostile file does ends in one
/// <see cref="ArchiveException"/>, or in a fault of one entry where no other depends on it. Archives inside it are chapters; no deeper ones are opened.
/// </summary>
public sealed class ComicArchive : IDisposable
{
    private readonly Stream _stream;
    private readonly ArchiveReading _reading;
    private readonly OpenArchive _archive;
    private readonly Func<string, string> _decode;
    private readonly string _folder;
    private EntryReader? _open;

    private ComicArchive(Stream stream, ArchiveReading reading, string? name)
    {
        _stream = stream;
        _reading = reading;
        _archive = OpenArchive.Of(stream, reading, name);
        _decode = EntryNames.DecoderOf(_archive.Entries.Names);
        _folder = name is null ? string.Empty : name + "/";
        if (ForeignPackage.Find(_archive.Entries.Names) is { } what)
        {
            throw new ArchiveException(ErrorCode.NotAnArchive, $"not a comic archive: it is {what}");
        }
    }

    /// <summary>What the archive is, by content.</summary>
    public ArchiveKind Kind => _archive.Kind;

    /// <summary>What the reader of the book should know of the archive; complete once all entries have been read.</summary>
    public IReadOnlyList<Warning> Warnings => _reading.Warnings;

    private EntrySource Source => _archive.Entries;

    /// <summary>Opens an archive.</summary>
    /// <param name="path">The file; any name, any ending.</param>
    /// <param name="limits">Bounds; null takes the defaults.</param>
    /// <param name="spoolFolder">Where large archives inside the archive are unpacked to; null: the folder for temporary files.</param>
    /// <exception cref="ArchiveException">Not an archive, encrypted, one volume of several, truncated, damaged or over a limit.</exception>
    /// <exception cref="ComicException"><see cref="ErrorCode.InputNotReadable"/>.</exception>
    public static ComicArchive Open(string path, ArchiveLimits? limits = null, string? spoolFolder = null)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 12, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ComicException(
                ErrorCode.InputNotReadable,
                $"cannot read the file: {e.Message}",
                isTransient: e is not (FileNotFoundException or DirectoryNotFoundException),
                e
            );
        }

        return Open(stream, limits, spoolFolder);
    }

    /// <summary>Opens an archive in a seekable stream, which is closed with it.</summary>
    public static ComicArchive Open(Stream stream, ArchiveLimits? limits = null, string? spoolFolder = null)
    {
        var input = new InputStream(stream);
        try
        {
            return new ComicArchive(
                input,
                new ArchiveReading(input, limits ?? new ArchiveLimits(), new Spool(spoolFolder ?? Path.GetTempPath())),
                name: null
            );
        }
        catch (Exception e) when (ArchiveFault.From(e, entry: null, input.Fault) is { } fault)
        {
            input.Dispose();
            throw fault;
        }
    }

    /// <summary>
    /// The pages and the ComicInfo.xml, in the order of the archive (a solid archive allows no other), and what pages would be expected of and cannot be opened.
    /// An entry can be read until the next one is asked for.
    /// </summary>
    /// <exception cref="ArchiveException">As the archive's fault shows only on the way.</exception>
    public IEnumerable<ArchiveEntry> ReadEntries(CancellationToken cancellationToken = default)
    {
        while (ReadNext(cancellationToken) is { } entry)
        {
            if (entry.Kind != EntryKind.Archive)
            {
                yield return entry;
                continue;
            }

            foreach (var page in new InnerArchive(entry, _reading, Unpack) { IsWholeBook = HoldsOneThing() }.ReadEntries(cancellationToken))
            {
                yield return page;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_stream as InputStream)?.End();
        _open?.Dispose();
        _archive.Dispose();
        _stream.Dispose();
    }

    /// <summary>Opens an archive that is an entry of another.</summary>
    internal static ComicArchive OpenInner(Stream stream, ArchiveReading reading, string name)
    {
        try
        {
            return new ComicArchive(stream, reading.Inner(), name);
        }
        catch (Exception e) when (ArchiveFault.From(e, entry: null, reading.ReadFault) is { } fault)
        {
            stream.Dispose();
            throw fault;
        }
    }

    /// <summary>Moves to the next entry that matters, reading over all others.</summary>
    internal ArchiveEntry? ReadNext(CancellationToken cancellationToken)
    {
        string? name = null;
        try
        {
            FinishOpenEntry();
            while (Source.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var index = _reading.Meter.CountEntry();
                name = _folder + EntryNames.Shown(_decode(Source.Current.Name), index);
                if (!Source.Current.IsDirectory && OpenEntry(name, index, cancellationToken) is { } entry)
                {
                    return entry;
                }
            }

            // An end that the library came to by swallowing an I/O error is none.
            return _reading.ReadFault is { } fault ? throw new IOException(fault.Message, fault) : null;
        }
        catch (Exception e) when (ArchiveFault.From(e, name, _reading.ReadFault) is { } fault)
        {
            (_stream as InputStream)?.End();
            throw fault;
        }
    }

    /// <summary>The current entry with its head read; null when it is nothing to a comic.</summary>
    private ArchiveEntry? OpenEntry(string name, int index, CancellationToken cancellationToken)
    {
        var entry = Source.Current;
        var kind = EntryFilter.ByName(name[_folder.Length..]);
        if (!entry.IsPlainFile)
        {
            if (kind == EntryKind.Page)
            {
                _reading.Warnings.Add(
                    new Warning(ErrorCode.PageUnreadable, null, name, $"'{name}' is a link or a device, not a file; it was passed over")
                );
            }

            return null;
        }

        if (entry.IsEncrypted && kind is not EntryKind.Page)
        {
            return EncryptedEntry(name, index, kind);
        }

        if (entry.IsEncrypted)
        {
            throw new ArchiveException(ErrorCode.ArchiveEncrypted, $"the archive is encrypted ('{name}' needs a password)");
        }

        if (kind == EntryKind.Ignored && entry.IsIndependent)
        {
            return null;
        }

        // Where a name is not enough, the first bytes decide. Only what belongs to the book has to be sound.
        _open = new EntryReader(Source, name, _reading, cancellationToken)
        {
            IsVerified = kind is not (null or EntryKind.Ignored),
            IsArchive = kind is EntryKind.Archive,
        };
        var head = _open.Fill(_reading.Buffer, 0, kind is null ? ArchiveSignature.Length : ArchiveEntry.MaxHead, entry.Size);
        kind ??= EntryFilter.ByContent(head.Span);
        if (kind == EntryKind.Ignored)
        {
            FinishOpenEntry();
            return null;
        }

        if (kind == EntryKind.Document)
        {
            return new ArchiveEntry(index, name, EntryKind.Document, ForeignPackage.Unopened(name));
        }

        _open.IsVerified = true;
        _open.IsArchive = kind is EntryKind.Archive;
        head = _open.Fill(_reading.Buffer, head.Length, ArchiveEntry.MaxHead, entry.Size);
        return new ArchiveEntry(index, name, kind.Value, head, _open, _reading.Buffer, entry.Size);
    }

    // Packed with others that are needed, it would have to be unpacked; but what is packed with others is encrypted with them.
    private ArchiveEntry? EncryptedEntry(string name, int index, EntryKind? kind)
    {
        var fault = new ArchiveException(ErrorCode.ArchiveEncrypted, $"'{name}' needs a password");
        if (kind is EntryKind.Archive or EntryKind.Document)
        {
            return new ArchiveEntry(index, kind is EntryKind.Archive ? name + "/" : name, EntryKind.Document, fault);
        }

        if (kind is EntryKind.ComicInfo)
        {
            _reading.Warnings.Add(new Warning(ErrorCode.MetadataDamaged, null, name, fault.Message));
        }

        return null;
    }

    private bool HoldsOneThing() => Source.Names.Count(n => EntryFilter.ByName(_decode(n)) is EntryKind.Page or EntryKind.Archive) == 1;

    private Stream Unpack(ArchiveEntry entry) =>
        Source.Current is { IsIndependent: true } && _archive.Kind == ArchiveKind.Tar
            ? Source.OpenData()
            : _reading.Spool.Take(entry.ReadPieces());

    /// <summary>
    /// Reads what was not wanted of the last entry: where data can only be passed over by unpacking it, that counts. Where it need not be
    /// unpacked, it is not.
    /// </summary>
    private void FinishOpenEntry()
    {
        if (_open is not { } open)
        {
            return;
        }

        _open = null;
        if (!Source.Current.IsIndependent)
        {
            open.Drain(_reading.Buffer.Array);
        }

        open.Dispose();
        if (open.Fault is { } fault && !Source.Current.IsIndependent)
        {
            // What is packed together with it cannot be trusted.
            throw fault;
        }
    }
}
