using System.Globalization;
using System.IO.Compression;
using Comic2Pdf.Processing.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>A comic of given pictures, and the PDF that the whole pipeline makes of it, in a folder of its own.</summary>
internal sealed class ImagesBook : IDisposable
{
    private readonly ImagesPool _pool;

    public ImagesBook(ImagesPool pool)
    {
        _pool = pool;
        Folder = Directory.CreateTempSubdirectory("comic2pdf-images-").FullName;
    }

    public string Folder { get; }

    public string Archive => Path.Combine(Folder, "book.cbz");

    public string Pdf => Path.Combine(Folder, "book.pdf");

    public ConversionOptions Options { get; init; } = new() { Ocr = null, MinPdfBytes = 0 };

    /// <summary>Set by <see cref="ConvertAsync"/>.</summary>
    public ConversionResult Result { get; private set; } = null!;

    /// <summary>Makes a book of one picture and checks its frame: a sound PDF of one page.</summary>
    public static async Task<ImagesBook> OfAsync(ImagesPool pool, string name, byte[] picture)
    {
        var book = new ImagesBook(pool);
        try
        {
            await book.ConvertAsync((name, picture));
            book.CheckPdf(1);
            return book;
        }
        catch
        {
            book.Dispose();
            throw;
        }
    }

    public async Task<ConversionResult> ConvertAsync(params (string Name, byte[] Data)[] entries)
    {
        Zip(Archive, entries);
        var converter = new ComicConverter(_pool.Workers, NullLogger<ComicConverter>.Instance);
        Result = await converter.ConvertAsync(Archive, Pdf, Options, null, TestContext.Current.CancellationToken);
        return Result;
    }

    public static void Zip(string path, IEnumerable<(string Name, byte[] Data)> entries)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, data) in entries)
        {
            using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(data);
        }
    }

    /// <summary>The PDF is sound to qpdf and has that many pages.</summary>
    public void CheckPdf(int pages)
    {
        ImagesTool.Run("qpdf", "--check", Pdf);
        Assert.Equal(pages, int.Parse(ImagesTool.Run("qpdf", "--show-npages", Pdf), CultureInfo.InvariantCulture));
        Assert.Equal(pages, Result.Pages);
    }

    /// <summary>
    /// A page as poppler shows it, one pixel for each pixel of the picture. Poppler draws every picture one pixel wider than it is and
    /// blurs it to fit; drawn eight times as large it repeats pixels instead, and the middle of each is the pixel itself.
    /// </summary>
    public ImagesRaster Render(int width, int height, int page = 1)
    {
        const int Zoom = 8;
        var file = Path.Combine(Folder, $"page-{page}");
        var number = page.ToString(CultureInfo.InvariantCulture);
        ImagesTool.Run(
            "pdftoppm",
            "-q",
            "-singlefile",
            "-f",
            number,
            "-l",
            number,
            "-scale-to-x",
            (Zoom * width).ToString(CultureInfo.InvariantCulture),
            "-scale-to-y",
            (Zoom * height).ToString(CultureInfo.InvariantCulture),
            Pdf,
            file
        );
        var raster = ImagesRaster.OfPpm(File.ReadAllBytes(file + ".ppm"));
        Assert.Equal((Zoom * width, Zoom * height), (raster.Width, raster.Height));
        return ImagesRaster.Of(width, height, (x, y) => raster[(Zoom * x) + (Zoom / 2), (Zoom * y) + (Zoom / 2)]);
    }

    /// <summary>A page as MuPDF shows it at a resolution.</summary>
    public ImagesRaster RenderWithMutool(int dpi = 150)
    {
        var file = Path.Combine(Folder, "mutool.ppm");
        ImagesTool.Run("mutool", "draw", "-q", "-r", dpi.ToString(CultureInfo.InvariantCulture), "-F", "ppm", "-o", file, Pdf, "1");
        return ImagesRaster.OfPpm(File.ReadAllBytes(file));
    }

    /// <summary>The pictures of the PDF as they stand in it, in order.</summary>
    public byte[][] ExtractImages()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "extracted")).FullName;
        ImagesTool.Run("pdfimages", "-all", Pdf, Path.Combine(folder, "i"));
        return [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    /// <summary>The undecoded bytes of the first picture's stream.</summary>
    public byte[] RawImageStream()
    {
        var id = FirstImageId();
        var file = Path.Combine(Folder, "stream");
        ImagesTool.Run("mutool", "show", "-b", "-e", "-o", file, Pdf, id);
        return File.ReadAllBytes(file);
    }

    /// <summary>The first picture's dictionary as text.</summary>
    public string ImageDictionary() => ImagesTool.Run("mutool", "show", "-g", Pdf, FirstImageId());

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The first object that is a picture with colours: a mask is always written before the picture it belongs to.</summary>
    private string FirstImageId() =>
        ImagesTool
            .Run("mutool", "info", "-I", Pdf)
            .Split('\n')
            .First(l => l.Contains(" R)", StringComparison.Ordinal) && l.Contains('[', StringComparison.Ordinal))
            is var line
            ? line[(line.LastIndexOf('(') + 1)..].Split(' ')[0]
            : string.Empty;
}
