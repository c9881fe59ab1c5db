using Comic2Pdf.Processing.Text;
using SkiaSharp;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>
/// Pages drawn with true text and boxes: balloons, captions, white on dark, coloured, slanted and small lettering, accents, hyphens at line
/// ends, over noisy art. Lettered with whatever of the fonts below is installed, so that nobody tunes to a few books.
/// </summary>
internal static class GeneratedBook
{
    private const int Width = 1600;
    private const int Height = 2260;
    private const int Columns = 2;
    private const int Rows = 4;

    private static readonly string[] Fonts = ["ComicNeue-Bold", "ComicNeue-Regular", "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"];

    private static readonly string[] Speech =
    [
        "Où étais-tu passé|pendant la tempête ?", "Je réparais la voile|du vieux bateau,|près du phare.", "The lantern went out|before we reached|the northern gate.",
        "Déjà midi ! Le marché|ferme à une heure,|dépêche-toi.", "Nobody listens to|the clockmaker until|the bells stop.", "Ce n'est pas une|catas-|trophe, seulement|un contre-|temps.",
        "WE SHOULD HAVE|TAKEN THE OTHER|TRAIN, CAPTAIN!", "Voilà l'épicier, là-bas,|à côté de l'église.", "Plus tard, au château...", "Three days earlier,|somewhere in the|mountains.",
        "ARRÊTEZ ! CETTE|MACHINE N'EST PAS|ENCORE PRÊTE !", "Is that your idea|of a quiet after-|noon in the garden?",
    ];

    private enum Style
    {
        Balloon,
        Caption,
        WhiteOnDark,
        Colored,
        Slanted,
        Small,
    }

    /// <summary>Draws the pages; none when none of the fonts is installed.</summary>
    public static IReadOnlyList<TruePage> Create(int count)
    {
        string[] files = Directory.Exists("/usr/share/fonts")
            ? [.. Directory.EnumerateFiles("/usr/share/fonts", "*.?tf", SearchOption.AllDirectories).Where(f => Fonts.Contains(Path.GetFileNameWithoutExtension(f))).Order(StringComparer.Ordinal)]
            : [];
        return files.Length == 0 ? [] : [.. Enumerable.Range(0, count).Select(i => Draw(i, files[i % files.Length]))];
    }

    private static TruePage Draw(int seed, string fontFile)
    {
        using var typeface = SKTypeface.FromFile(fontFile);
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgb888x, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(0.01f, 0.015f, 5, seed);
        using var art = new SKPaint { Shader = noise };
        canvas.Clear(new SKColor(180, 170, 150));
        canvas.DrawPaint(art);
        var words = new List<(string Text, Box Box)>();
        var text = new List<string>();
        for (var i = 0; i < Columns * Rows; i++)
        {
            var center = new SKPoint(Width * ((i % Columns) + 0.5f) / Columns, Height * ((i / Columns) + 0.5f) / Rows);
            var speech = Speech[((seed * 5) + (i * 7)) % Speech.Length];
            Letter(canvas, typeface, center, speech.Split('|'), (Style)((i + seed) % 6), words);
            text.Add(Whole(speech));
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 88);
        return new TruePage($"page{seed + 1:00}.jpg", data.ToArray(), string.Join("\n\n", text), words);
    }

    // "catas-|trophe" is one word, "là-bas" is written as it is.
    private static string Whole(string speech) => speech.Replace("-|", string.Empty, StringComparison.Ordinal).Replace('|', '\n');

    private static void Letter(SKCanvas canvas, SKTypeface typeface, SKPoint center, string[] lines, Style style, List<(string Text, Box Box)> words)
    {
        var size = style == Style.Small ? 20f : 36f;
        var angle = style == Style.Slanted ? 9f : 0f;
        using var font = new SKFont(typeface, size) { Subpixel = true };
        var (ground, ink) = style switch
        {
            Style.WhiteOnDark => (new SKColor(25, 25, 35), SKColors.White),
            Style.Colored => (new SKColor(250, 235, 170), new SKColor(190, 30, 40)),
            Style.Caption => (new SKColor(245, 240, 220), SKColors.Black),
            _ => (SKColors.White, SKColors.Black),
        };
        var width = lines.Max(l => font.MeasureText(l));
        var height = lines.Length * size * 1.25f;
        canvas.Save();
        canvas.RotateDegrees(angle, center.X, center.Y);
        using var fill = new SKPaint { Color = ground, IsAntialias = true };
        using var edge = new SKPaint { Color = SKColors.Black, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 4 };
        var rect = SKRect.Create(center.X - (width / 2) - 30, center.Y - (height / 2) - 20, width + 60, height + 40);
        var radius = style is Style.Caption or Style.WhiteOnDark ? 0 : 45;
        canvas.DrawRoundRect(rect, radius, radius, fill);
        canvas.DrawRoundRect(rect, radius, radius, edge);
        using var paint = new SKPaint { Color = ink, IsAntialias = true };
        for (var i = 0; i < lines.Length; i++)
        {
            var x = center.X - (font.MeasureText(lines[i]) / 2);
            var y = center.Y - (height / 2) + (size * 1.25f * i) + size;
            canvas.DrawText(lines[i], x, y, SKTextAlign.Left, font, paint);
            foreach (var word in lines[i].Split(' '))
            {
                font.MeasureText(word, out var bounds);
                bounds.Offset(x, y);
                var shown = canvas.TotalMatrix.MapRect(bounds);
                words.Add((word, new Box(shown.Left, shown.Top, shown.Width, shown.Height)));
                x += font.MeasureText(word + " ");
            }
        }

        canvas.Restore();
    }
}
