using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Text;
using SkiaSharp;

namespace Comic2Pdf.Tests.Ocr;

/// <summary>Draws pages with lettering in a font of the system.</summary>
internal sealed class LetteredPage : IDisposable
{
    private static readonly string[] Fonts =
    [
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/opentype/comic-neue/ComicNeue-Regular.otf",
    ];

    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly SKTypeface _typeface;

    public LetteredPage(int width = 1200, int height = 1600, uint color = 0xFF808A94)
    {
        var font = Array.Find(Fonts, File.Exists);
        Assert.SkipWhen(font is null, "needs the font DejaVu Sans; test.sh installs it");
        _typeface = SKTypeface.FromFile(font);
        _bitmap = new SKBitmap(width, height, SKColorType.Rgb888x, SKAlphaType.Opaque);
        _canvas = new SKCanvas(_bitmap);
        _canvas.Clear(new SKColor(color));
    }

    /// <summary>A box with lines of text, centred at a point; angle in degrees, clockwise.</summary>
    public LetteredPage Balloon(
        float x,
        float y,
        string[] lines,
        float angle = 0,
        uint ground = 0xFFFFFFFF,
        uint ink = 0xFF000000,
        float size = 34
    )
    {
        using var font = new SKFont(_typeface, size);
        using var fill = new SKPaint { Color = new SKColor(ground), IsAntialias = true };
        using var paint = new SKPaint { Color = new SKColor(ink), IsAntialias = true };
        var width = lines.Max(l => font.MeasureText(l));
        var height = lines.Length * size * 1.25f;
        _canvas.Save();
        _canvas.RotateDegrees(angle, x, y);
        _canvas.DrawRoundRect(SKRect.Create(x - (width / 2) - 30, y - (height / 2) - 25, width + 60, height + 50), 30, 30, fill);
        for (var i = 0; i < lines.Length; i++)
        {
            _canvas.DrawText(lines[i], x, y - (height / 2) + (size * 1.25f * i) + size, SKTextAlign.Center, font, paint);
        }

        _canvas.Restore();
        return this;
    }

    /// <summary>A box with columns of Japanese, the first on the right, its upper right corner at a point.</summary>
    public LetteredPage Columns(float right, float top, string[] columns, float size = 40)
    {
        const string Font = "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf";
        Assert.SkipUnless(File.Exists(Font), "needs the font IPA Gothic; test.sh installs it");
        using var typeface = SKTypeface.FromFile(Font);
        using var font = new SKFont(typeface, size);
        using var fill = new SKPaint { Color = SKColors.White, IsAntialias = true };
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        var (width, height) = (columns.Length * size * 1.5f, columns.Max(c => c.Length) * size * 1.05f);
        _canvas.DrawRoundRect(SKRect.Create(right - width - 40, top, width + 40, height + 80), 40, 40, fill);
        for (var i = 0; i < columns.Length; i++)
        {
            for (var j = 0; j < columns[i].Length; j++)
            {
                var at = new SKPoint(right - 20 - ((i + 0.5f) * size * 1.5f), top + 40 + ((j + 0.85f) * size * 1.05f));
                _canvas.DrawText($"{columns[i][j]}", at.X, at.Y, SKTextAlign.Center, font, paint);
            }
        }

        return this;
    }

    public RgbImage ToImage()
    {
        var pixels = new byte[3 * _bitmap.Width * _bitmap.Height];
        var source = _bitmap.GetPixelSpan();
        for (int i = 0, o = 0; o < pixels.Length; i += 4, o += 3)
        {
            (pixels[o], pixels[o + 1], pixels[o + 2]) = (source[i], source[i + 1], source[i + 2]);
        }

        return new RgbImage(_bitmap.Width, _bitmap.Height, pixels);
    }

    public byte[] ToJpeg()
    {
        using var data = _bitmap.Encode(SKEncodedImageFormat.Jpeg, 92);
        return data.ToArray();
    }

    public void Dispose()
    {
        _canvas.Dispose();
        _bitmap.Dispose();
        _typeface.Dispose();
    }

    public static string TextOf(PageText page) =>
        string.Join("\n\n", page.Blocks.Select(b => string.Join('\n', b.Lines.Select(l => string.Join(' ', l.Words.Select(w => w.Text))))));
}
