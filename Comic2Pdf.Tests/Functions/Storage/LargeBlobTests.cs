using System.IO.Compression;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>Archives much larger than the memory that is to be used for them.</summary>
[Trait("Storage", "files")]
public sealed class LargeBlobTests
{
    private const long Mega = 1 << 20;

    [Fact]
    public async Task Serve_Archive300MegabytesLarge_StaysBelow300MebibytesResident()
    {
        const int Pages = 60;
        const int PageBytes = 5_000_000;
        var data = TestApp.NewFolder();
        var store = (ContainerView)StoreView.Share(data);
        await using var app = await TestApp.ServeFakeAsync(data, (FakeServe.Steps, Path.Combine(data, "steps")));
        var source = Path.Combine(data, "large.cbz");
        Write(source, Pages, PageBytes);
        Assert.InRange(new FileInfo(source).Length, 300_000_000, 310_000_000);
        store.Upload("in/large.cbz", source);
        await app.JobAsync("large.cbz", "OCR_SUBMITTED", "OCR_RUNNING", "DONE");
        var job = await app.JobAsync("large.cbz", "DONE");
        Assert.Equal(Pages, job.Pages.GetProperty("done").GetInt32());
        Assert.True(store.List("out").Single().Properties.ContentLength > 300_000_000);
        Assert.Equal(["archive/large.cbz"], store.Names("archive"));

        var peak = app.PeakBytes;
        TestContext.Current.SendDiagnosticMessage($"peak: {peak / Mega} MiB");
        Assert.InRange(peak / Mega, 1, 299);

        // Nothing is left on this machine.
        Assert.Empty(Directory.GetFiles(Path.Combine(data, "scratch"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Read_ChunkOfPages_FetchesTheirPicturesAndNoOthers()
    {
        const int Pages = 40;
        var data = TestApp.NewFolder();
        var store = (ContainerView)StoreView.Share(data);
        var books = new LookingBooks();
        await using var app = await TestApp.StartAsync(books: books, data: data);
        var source = Path.Combine(data, "a.cbz");
        Write(source, Pages, 200_000);
        store.Upload("in/a.cbz", source);
        await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(Pages, books.There.Count);
        Assert.All(books.There, page => Assert.Contains(page.Key, page.Value));
        Assert.All(books.There.Values, there => Assert.InRange(there.Length, 1, 16));

        // Several chunks, none of which has fetched another's.
        var chunks = books.There.Values.Select(there => string.Join(' ', there)).Distinct(StringComparer.Ordinal).ToList();
        Assert.InRange(chunks.Count, 3, Pages);
        Assert.Equal(Enumerable.Range(0, Pages), chunks.SelectMany(c => c.Split(' ')).Select(int.Parse).Order());
    }

    /// <summary>Pages of noise that no packer makes smaller, in the comments of small JPEGs.</summary>
    private static void Write(string path, int pages, int bytes)
    {
        var random = new Random(7);
        var noise = new byte[60_000];
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var i = 0; i < pages; i++)
        {
            using var entry = zip.CreateEntry($"{i:D3}.jpg", CompressionLevel.NoCompression).Open();
            var jpeg = TinyImages.Jpeg(i);
            entry.Write(jpeg.AsSpan(0, 2));
            for (var written = 0; written < bytes; written += noise.Length)
            {
                random.NextBytes(noise);
                entry.Write([0xFF, 0xFE, (byte)((noise.Length + 2) >> 8), (byte)(noise.Length + 2)]);
                entry.Write(noise);
            }

            entry.Write(jpeg.AsSpan(2));
        }
    }

    /// <summary>Looks, for each page that it is to read, which pages' pictures the local file has.</summary>
    private sealed class LookingBooks : IBookProcessor
    {
        private readonly FakeBooks _books = new();

        public System.Collections.Concurrent.ConcurrentDictionary<int, int[]> There { get; } = [];

        public Task<PageManifest> PrepareAsync(
            string archive,
            string rawPdf,
            string title,
            BookDetails? details,
            IProgress<ConversionProgress> progress,
            CancellationToken cancellationToken
        ) => _books.PrepareAsync(archive, rawPdf, title, details, progress, cancellationToken);

        public Task<PageResult> ReadPageAsync(
            FileStream rawPdf,
            PageManifest manifest,
            int index,
            string languages,
            CancellationToken cancellationToken
        )
        {
            There[index] = [.. Enumerable.Range(0, manifest.Pages.Count).Where(i => Has(rawPdf, manifest.Pages[i].Image!.DataOffset))];
            return _books.ReadPageAsync(rawPdf, manifest, index, languages, cancellationToken);
        }

        public void Finish(string pdf, PageManifest manifest, IReadOnlyList<PageText?> texts, bool deskew) =>
            _books.Finish(pdf, manifest, texts, deskew);

        private static bool Has(FileStream file, long offset)
        {
            var start = new byte[2];
            return RandomAccess.Read(file.SafeFileHandle, start, offset) == 2 && start is [0xFF, 0xD8];
        }
    }
}
