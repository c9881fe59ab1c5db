using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// An archive inside an archive, read as a chapter of the book. Whatever is wrong with it costs the chapter, or the rest of it, and an entry says so; only
/// limits, which hold for all together, end the book.
/// </summary>
/// <param name="entry">The archive.</param>
/// <param name="reading">Of the archive that it is in.</param>
/// <param name="unpack">Gives its bytes as a seekable stream.</param>
internal sealed class InnerArchive(ArchiveEntry entry, ArchiveReading reading, Func<ArchiveEntry, Stream> unpack)
{
    private ComicException? _fault;

    /// <summary>Whether the archive around it holds nothing else, so that its metadata is that of the book. That of a chapter is not.</summary>
    public bool IsWholeBook { get; init; }

    /// <summary>Its pages, and an entry for what could not be read.</summary>
    public IEnumerable<ArchiveEntry> ReadEntries(CancellationToken cancellationToken)
    {
        var pages = 0;
        using (var archive = Try(Open))
        {
            while (archive is not null && Try(() => archive.ReadNext(cancellationToken)) is { } page)
            {
                if (page.Kind != EntryKind.ComicInfo || IsWholeBook)
                {
                    pages += page.Kind == EntryKind.ComicInfo ? 0 : 1;
                    yield return page.Kind == EntryKind.Archive ? Deeper(page) : page;
                }
            }
        }

        if (_fault is not null)
        {
            yield return new ArchiveEntry(entry.Index, entry.Name + "/", EntryKind.Archive, _fault);
        }
        else if (pages == 0)
        {
            reading.Warnings.Add(
                new Warning(
                    ErrorCode.ChapterUnreadable,
                    null,
                    entry.Name,
                    $"'{entry.Name}' is an archive without images; it was passed over"
                )
            );
        }

        if (_fault is null && entry.Fault is { } overlooked)
        {
            // Its own members have checksums of their own.
            reading.Warnings.Add(new Warning(ErrorCode.ArchiveIrregular, null, entry.Name, overlooked.Message));
        }
    }

    private static ArchiveEntry Deeper(ArchiveEntry page) =>
        new(
            page.Index,
            page.Name + "/",
            EntryKind.Archive,
            new ArchiveException(ErrorCode.ArchiveUnsupported, "an archive inside an archive inside the archive is not opened")
        );

    private ComicArchive Open()
    {
        var stream = unpack(entry);
        return ComicArchive.OpenInner(stream, reading, entry.Name);
    }

    private T? Try<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ArchiveException e) when (e.Code != ErrorCode.ArchiveOverLimit)
        {
            _fault = e;
            return null;
        }
    }
}
