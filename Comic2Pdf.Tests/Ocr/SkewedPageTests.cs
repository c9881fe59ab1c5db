using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;
using SkiaSharp;

namespace Comic2Pdf.Tests.Ocr;

/// <summary>A skewed page through the whole program.</summary>
public sealed class SkewedPageTests : IDisposable
{
    private const float Skew = 2;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("skewed-").FullName;

    [Fact]
    public async Task Convert_SkewedPage_IsShownAsItIsUnlessAsked()
    {
        await ConvertAsync();
        Assert.InRange(await TiltAsync(), Skew - 0.3, Skew + 0.3);
        Assert.Equal(Drawn, await EmbeddedAsync());
    }

    [Fact]
    public async Task Convert_SkewedPageWithDeskew_IsShownStraightWithTheSamePicture()
    {
        await ConvertAsync("--deskew");
        Assert.InRange(await TiltAsync(), -0.3, 0.3);
        Assert.Equal(Drawn, await EmbeddedAsync());

        // The text lies on the lettering as shown: the same words are on one level.
        var boxes = await Programs.OutputOfAsync("pdftotext", "-bbox", Path.Combine(_folder, "book.pdf"), "-");
        var tops = new[] { "The", "lantern", "near" }
            .Select(w => Regex.Match(boxes, $"yMax=\"(?<y>[\\d.]+)\"[^>]*>{w}<", RegexOptions.ExplicitCapture, TimeLimit))
            .ToArray();
        Assert.All(tops, t => Assert.True(t.Success, boxes));
        var levels = tops.Select(t => double.Parse(t.Groups["y"].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.InRange(levels.Max() - levels.Min(), 0, 4);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private byte[] Drawn { get; set; } = [];

    private async Task ConvertAsync(params string[] options)
    {
        using var recognizer = Engines.Recognizer();
        using var page = new LetteredPage(1400, 1800);
        for (var i = 0; i < 5; i++)
        {
            // All turn about the page's middle with the page: first a long white bar, whose edge tells the angle, then balloons.
            var (sin, cos) = Math.SinCos(Skew * Math.PI / 180);
            var dy = (i - 2) * 320;
            page.Balloon(
                (float)(700 - (dy * sin)),
                (float)(900 + (dy * cos)),
                i == 0 ? [new string(' ', 90)] : ["The lantern near", "the window went", "out quietly again"],
                Skew
            );
        }

        Drawn = page.ToJpeg();
        using (var zip = ZipFile.Open(Path.Combine(_folder, "book.cbz"), ZipArchiveMode.Create))
        {
            await using var entry = await zip.CreateEntry("p1.jpg").OpenAsync();
            await entry.WriteAsync(Drawn);
        }

        var result = await Programs.Comic2PdfAsync(_folder, ["convert", "--json", .. options, "book.cbz"]);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }

    private async Task<byte[]> EmbeddedAsync()
    {
        await Programs.OutputOfAsync("pdfimages", "-all", Path.Combine(_folder, "book.pdf"), Path.Combine(_folder, "image"));
        return await File.ReadAllBytesAsync(Path.Combine(_folder, "image-000.jpg"));
    }

    /// <summary>By how much the bar's upper edge falls to the right on the page as shown, in degrees: measured in pixels of a rendering.</summary>
    private async Task<double> TiltAsync()
    {
        await Programs.OutputOfAsync(
            "pdftoppm",
            "-r",
            "150",
            "-png",
            "-singlefile",
            Path.Combine(_folder, "book.pdf"),
            Path.Combine(_folder, "page")
        );
        using var shown = SKBitmap.Decode(Path.Combine(_folder, "page.png"));
        var (left, right) = (EdgeAt(300), EdgeAt(1100));
        return Math.Atan2(right - left, 800) * 180 / Math.PI;

        int EdgeAt(int x)
        {
            for (var y = 30; y < shown.Height; y++)
            {
                // The corners that a turned picture leaves are white as well: the page's gray comes first.
                if (shown.GetPixel(x, y).Red > 240 && shown.GetPixel(x, y - 8).Red < 200)
                {
                    return y;
                }
            }

            throw new InvalidOperationException("no balloon");
        }
    }
}
