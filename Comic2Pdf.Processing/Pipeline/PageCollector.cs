using Comic2Pdf.Processing.Archives;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Metadata;
using Comic2Pdf.Processing.Pdf;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>Gathers the pages as the archive yields them.</summary>
internal sealed class PageCollector(
    ImageWriter images,
    PageWorkerPool workers,
    PageChecks checks,
    ConversionOptions options,
    IProgress<ConversionProgress>? progress
)
{
    // How much of a large picture's end is looked at for its end mark.
    private const int TailBytes = 4096;

    private readonly PageDecoder _decoder = new(workers, options.MaxPagePixels);
    private readonly List<Draft> _drafts = [];
    private readonly Queue<(Draft Draft, Task<IReadOnlyList<PageImage>> Pages)> _decoding = new();
    private readonly List<(Draft Draft, Task<string?> Check)> _checking = [];
    private readonly List<Warning> _warnings = [];
    private readonly BookInfo _info = new();

    /// <summary>Takes an entry; it is read, and its picture written or on its way, when this returns.</summary>
    public async Task AddAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Kind == EntryKind.ComicInfo)
        {
            ReadInfo(entry);
            return;
        }

        if (entry.Kind is EntryKind.Archive or EntryKind.Document)
        {
            var unopened = new Draft(entry.Name, entry.Index, 0) { IsUnopened = true };
            unopened.Warn(ErrorCode.ChapterUnreadable, entry.Fault!.Message);
            Add(unopened);
            return;
        }

        var draft = new Draft(entry.Name, entry.Index, 0);
        try
        {
            if (!entry.IsWhole && ImageInspector.InspectHead(entry.Head) is { } large)
            {
                PlaceInPieces(draft, large, entry);
                return;
            }

            var whole = entry.ReadWhole();
            draft.Fault = entry.Fault;
            var page = ImageInspector.Inspect(whole);
            if (page is { Image.Encoding: ImageEncoding.Dct })
            {
                Place(draft, page, images.Write(page.Image));
                return;
            }

            // As many at a time as there are workers: memory stays bounded, processors stay busy.
            var file = whole.ToArray();
            if (_decoding.Count >= workers.Count)
            {
                await TakeDecodedAsync();
            }

            _decoding.Enqueue((draft, _decoder.PagesOfAsync(file, draft.Name, page?.Image.Encoding, cancellationToken)));
        }
        catch (PageException e)
        {
            PlaceNotice(draft, e);
        }
    }

    /// <summary>Takes the comment of a ZIP archive.</summary>
    public void AddComment(byte[] comment) => _info.AddComment(comment);

    /// <summary>Waits for the pictures that are still decoded or looked through.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        while (_decoding.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await TakeDecodedAsync();
        }

        foreach (var (draft, check) in _checking)
        {
            if (await check.WaitAsync(cancellationToken) is { } damage)
            {
                draft.WarnDamaged(damage);
            }
        }
    }

    /// <summary>Brings the pages into order.</summary>
    /// <exception cref="ArchiveException">Not one page can be shown, or not one is sound.</exception>
    public PageManifest Close(string title, long picturesEnd, long[] offsets, IReadOnlyList<Warning> archiveWarnings)
    {
        if (
            _drafts.All(d => d.Image is null || d.Fault is not null) && _drafts.FirstOrDefault(d => d.Fault is not null)?.Fault is { } fault
        )
        {
            // Where not one page is sound, the fault is the archive's.
            throw fault;
        }

        if (_drafts.All(d => d.Image is null))
        {
            throw new ArchiveException(
                ErrorCode.NoImages,
                _drafts.Count == 0
                    ? "the archive contains no images"
                    : $"none of the {_drafts.Count} images can be shown; the first, {_drafts[0].Warnings[0].Message}"
            );
        }

        var info = BookOrder.Arrange(_drafts, _info.Info, _warnings);

        // A page without picture is as large as the page before it, or the first that has one.
        var shown = _drafts.Where(d => d.Image is not null).ToList();
        var dpi = BookResolution.Of(shown.Select(d => d.Resolution));
        var box = Box(shown[0]);
        var pages = new List<BookPage>(_drafts.Count);
        foreach (var draft in _drafts)
        {
            box = draft.Image is null ? box : Box(draft);
            pages.Add(
                new BookPage(draft.Name, box, draft.Orientation, draft.Image, draft.Image is null ? draft.Warnings[0].Message : null)
            );
            _warnings.AddRange(draft.Warnings.Select(w => w with { Page = pages.Count }));
        }

        return new PageManifest
        {
            Title = title,
            Pages = pages,
            Info = options.Info is { } user ? (info ?? new ComicInfo()).With(user) : info,
            PicturesEnd = picturesEnd,
            ObjectOffsets = offsets,
            Warnings = [.. archiveWarnings, .. _warnings],
        };

        PageBox Box(Draft draft) => PageBox.Of(draft.Image!.Width, draft.Image.Height, draft.Orientation, dpi);
    }

    private async Task TakeDecodedAsync()
    {
        var (draft, decoding) = _decoding.Dequeue();
        try
        {
            foreach (var page in await decoding)
            {
                Place(draft, page, images.Write(page.Image));
                draft = new Draft(draft.Name, draft.Index, draft.Part + 1);
            }
        }
        catch (PageException e)
        {
            PlaceNotice(draft, e);
        }
    }

    /// <summary>A large picture goes from the archive to the PDF without ever being in memory as a whole.</summary>
    private void PlaceInPieces(Draft draft, PageImage page, ArchiveEntry entry)
    {
        string? damage = null;
        var image = images.Write(page.Image, Pieces());
        draft.Fault = entry.Fault;
        Place(draft, page with { Damage = damage }, image);

        IEnumerable<ReadOnlyMemory<byte>> Pieces()
        {
            // The head may have been set right.
            foreach (var part in page.Image.Data)
            {
                yield return part;
            }

            byte[] tail = [];
            foreach (var piece in entry.ReadPieces().Skip(1))
            {
                // The last piece may be short: two together hold more than any end mark and its padding.
                tail = [.. tail.AsSpan(Math.Max(0, tail.Length - TailBytes)), .. piece.Span[Math.Max(0, piece.Length - TailBytes)..]];
                yield return piece;
            }

            if (!JpegInspector.ReachesEnd(tail))
            {
                damage = JpegInspector.Truncated;
                yield return JpegInspector.EndMark;
            }
        }
    }

    private void Place(Draft draft, PageImage page, ImageObject image)
    {
        draft.Image = image;
        draft.Resolution = (page.DpiX, page.DpiY);
        draft.Orientation = page.Orientation;
        if (_decoder.IsTooLarge(page.Image))
        {
            draft.Warn(
                ErrorCode.PageTooLarge,
                $"{ImageInspector.DescribeTooLarge(image.Width, image.Height, options.MaxPagePixels)}; it is shown as it is, and not read"
            );
        }
        else if ((draft.Fault?.Message ?? page.Damage) is { } damage)
        {
            draft.WarnDamaged(damage);
        }
        else if (image.Encoding == ImageEncoding.Dct && options.Ocr is null)
        {
            // Pages that are read are looked through then, beside the reading (PageReader).
            _checking.Add((draft, checks.Start(image)));
        }

        if (page.IsAnimated)
        {
            draft.Warn(ErrorCode.PageAnimated, "only the first picture of the animation is shown");
        }

        Add(draft);
    }

    private void PlaceNotice(Draft draft, PageException e)
    {
        draft.Warn(e.Code, draft.Fault?.Message ?? e.Message);
        Add(draft);
    }

    private void Add(Draft draft)
    {
        _drafts.Add(draft);
        progress?.Report(new ConversionProgress(ConversionStage.Prepare, _drafts.Count, null));
    }

    private void ReadInfo(ArchiveEntry entry)
    {
        if (_info.Add(entry.Name, entry.ReadWhole()) is { } warning)
        {
            _warnings.Add(warning);
        }
        else if (entry.Fault is { } fault)
        {
            _warnings.Add(new Warning(ErrorCode.MetadataDamaged, null, entry.Name, fault.Message));
        }
    }
}
