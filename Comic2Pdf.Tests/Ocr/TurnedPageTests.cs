using System.IO.Compression;
using Comic2Pdf.Tests.Fixtures;
using SkiaSharp;

namespace Comic2Pdf.Tests.Ocr;

/// <summary>A sideways page through the whole program.</summary>
public sealed class TurnedPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("turned-").FullName;

    [Fact]
    public async Task Convert_SidewaysPage_ShownUprightWithTextOnIt()
    {
        using var recognizer = Engines.Recognizer();
        using var page = new LetteredPage(1200, 800).Balloon(500, 200, ["The lantern went out", "before we reached"]);
        using var upright = SKBitmap.Decode(page.ToJpeg());
        using var sideways = new SKBitmap(800, 1200);
        using (var canvas = new SKCanvas(sideways))
        {
            canvas.Translate(0, 1200);
            canvas.RotateDegrees(-90);
            canvas.DrawBitmap(upright, 0, 0, SKSamplingOptions.Default);
        }

        using (var zip = ZipFile.Open(Path.Combine(_folder, "book.cbz"), ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("p1.jpg").Open();
            using var jpeg = sideways.Encode(SKEncodedImageFormat.Jpeg, 92);
            jpeg.SaveTo(entry);
        }

        var result = await Programs.Comic2PdfAsync(_folder, "convert", "--json", "book.cbz");

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var boxes = await Programs.OutputOfAsync("pdftotext", "-bbox", Path.Combine(_folder, "book.pdf"), "-");
        Assert.Contains("<page width=\"576", boxes, StringComparison.Ordinal);
        var lantern = System.Text.RegularExpressions.Regex.Match(
            boxes,
            "yMin=\"(?<top>[\\d.]+)\"[^>]*>lantern<",
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        Assert.True(lantern.Success, boxes);
        Assert.InRange(double.Parse(lantern.Groups["top"].Value, System.Globalization.CultureInfo.InvariantCulture), 60, 110);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
