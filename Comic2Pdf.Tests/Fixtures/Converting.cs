using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using UglyToad.PdfPig;

[assembly: AssemblyFixture(typeof(Converting))]

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>The whole pipeline without text recognition, and what must hold after it whatever the archive was.</summary>
public sealed class Converting : IAsyncDisposable
{
    // Generous, as machines are shared; a hang is still a failure.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly PageWorkerPool _workers = new(
        new WorkerOptions { Count = 2, Command = WorkerCommand.OfAssembly(Repository.CliAssembly) },
        NullLogger<PageWorkerPool>.Instance
    );

    public static ConversionOptions WithoutText { get; } = new() { Ocr = null };

    public ValueTask DisposeAsync() => _workers.DisposeAsync();

    /// <summary>Converts to a PDF of these pictures, in this order; nothing else may have been written.</summary>
    internal async Task<ConversionResult> SucceedsAsync(
        byte[] archive,
        IReadOnlyList<byte[]?> pictures,
        string name = "book.cbz",
        ConversionOptions? options = null
    )
    {
        using var folder = new TestFolder();
        var result = await ConvertAsync(folder, folder.Write(name, archive), options);
        Assert.Equal([Path.Combine("a", "in", name), Path.Combine("a", "out", "book.pdf")], folder.Files);
        Assert.Equal(pictures.Count, result.Pages);
        Assert.Equal(pictures, PicturesOf(Path.Combine(folder.Out, "book.pdf")));
        return result;
    }

    /// <summary>Fails with the one code, permanently, and leaves nothing behind.</summary>
    internal async Task<ComicException> FailsAsync(string code, byte[] archive, string name = "book.cbz", ConversionOptions? options = null)
    {
        using var folder = new TestFolder();
        var path = folder.Write(name, archive);
        var e = await Assert.ThrowsAnyAsync<ComicException>(() => ConvertAsync(folder, path, options));
        Assert.True(code == e.Code, $"expected {code}, got {e.Code}: {e.Message}");
        Assert.False(e.IsTransient);
        Assert.Equal([Path.Combine("a", "in", name)], folder.Files);
        return e;
    }

    /// <summary>Converts within bounded time, however busy a hostile file keeps its thread.</summary>
    internal Task<ConversionResult> ConvertAsync(TestFolder folder, string archivePath, ConversionOptions? options = null)
    {
        var converter = new ComicConverter(_workers, NullLogger<ComicConverter>.Instance);
        var pdf = Path.Combine(folder.Out, "book.pdf");
        return Task.Run(() => converter.ConvertAsync(archivePath, pdf, options ?? WithoutText, null, TestContext.Current.CancellationToken))
            .WaitAsync(Bound);
    }

    /// <summary>The bytes of each page's picture; null for a page that shows none.</summary>
    internal static byte[]?[] PicturesOf(string pdfPath)
    {
        using var document = PdfDocument.Open(pdfPath);
        return [.. document.GetPages().Select(p => p.GetImages().SingleOrDefault()?.RawBytes.ToArray())];
    }
}
