using Comic2Pdf.Processing.Text;
using SkiaSharp;

namespace Comic2Pdf.Benchmarks.Ocr;

/// <summary>A comic-like page being drawn: noisy art, and lettering whose words and boxes are noted.</summary>
internal sealed class GeneratedPage : IDisposable
{
    private const float LineHeight = 1.25f;

    // Of the letters' size, above and below a balloon's text.
    private const float MarginAcross = 0.55f;

    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly SKTypeface _typeface;
    private readonly Random _hand;
    private readonly List<(string Text, Box Box)> _words = [];
    private readonly List<string> _text = [];
    private readonly List<string> _sounds = [];

    public GeneratedPage(int width, int height, string fontFile, int seed, SKColor paper)
    {
        _typeface = SKTypeface.FromFile(fontFile);
        _bitmap = new SKBitmap(width, height, SKColorType.Rgb888x, SKAlphaType.Opaque);
        _canvas = new SKCanvas(_bitmap);
        _hand = new Random(seed);
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(0.01f, 0.015f, 5, seed);
        using var art = new SKPaint { Shader = noise };
        _canvas.Clear(paper);
        _canvas.DrawPaint(art);
    }

    /// <summary>Draws a balloon with its text around a point.</summary>
    public void Letter(SKPoint center, string speech, Lettering style) => Letter(center, speech, style, _text);

    /// <summary>Paints a sound around a point.</summary>
    public void Sound(SKPoint center, string sound, Lettering style) => Letter(center, sound, style, _sounds);

    private void Letter(SKPoint center, string speech, Lettering style, List<string> texts)
    {
        var lines = speech.Split('|');
        texts.Add(Speech.Whole(speech));
        using var font = new SKFont(_typeface, style.Size) { Subpixel = true };
        var (width, height) = (lines.Max(l => font.MeasureText(l)), lines.Length * style.Size * LineHeight);
        (width, height) = style.IsVertical ? (height, width) : (width, height);
        _canvas.Save();
        _canvas.RotateDegrees(style.Angle, center.X, center.Y);
        if (style.Ground is { } ground)
        {
            DrawGround(
                SKRect.Create(
                    center.X - (width / 2) - (style.Size * 0.83f),
                    center.Y - (height / 2) - (style.Size * MarginAcross),
                    width + (style.Size * 1.67f),
                    height + (2 * style.Size * MarginAcross)
                ),
                style,
                ground
            );
        }

        for (var i = 0; i < lines.Length && style.IsVertical; i++)
        {
            DrawColumn(lines[i], font, style, center.X + (width / 2) - (style.Size * LineHeight * (i + 0.9f)), center.Y - (height / 2));
        }

        for (var i = 0; i < lines.Length && !style.IsVertical; i++)
        {
            DrawLine(
                lines[i],
                font,
                style,
                center.X - (font.MeasureText(lines[i]) / 2),
                center.Y - (height / 2) + (style.Size * LineHeight * i) + style.Size
            );
        }

        _canvas.Restore();
        if (style.Under is { } under)
        {
            var dark = new Lettering
            {
                Size = style.Size * 1.5f,
                Ground = new SKColor(30, 30, 40),
                Ink = SKColors.White,
                IsRound = false,
            };

            // Its ground begins where the text ends: over the balloon's edge, and over none of its letters.
            var tall = dark.Size * (LineHeight + (2 * MarginAcross));
            Letter(new SKPoint(center.X, center.Y + (height / 2) + (tall / 2)), under, dark);
        }
    }

    /// <summary>Width of a balloon with its text.</summary>
    public float BalloonWidth(string speech, Lettering style)
    {
        using var font = new SKFont(_typeface, style.Size) { Subpixel = true };
        return speech.Split('|').Max(l => font.MeasureText(l)) + (style.Size * 1.67f);
    }

    /// <summary>The page as it would lie in an archive.</summary>
    /// <param name="name">Name of the picture.</param>
    /// <param name="finish">What is done to the picture at last; it must not move anything, but may scale all.</param>
    public TruePage Finish(string name, Func<SKBitmap, SKBitmap>? finish)
    {
        var finished = finish is null ? _bitmap : finish(_bitmap);
        using var data = finished.Encode(SKEncodedImageFormat.Jpeg, 88);
        var scale = (double)finished.Width / _bitmap.Width;
        if (finished != _bitmap)
        {
            finished.Dispose();
        }

        return new TruePage(name, data.ToArray(), string.Join("\n\n", _text), [.. _words.Select(w => (w.Text, Scale(w.Box, scale)))])
        {
            Sounds = string.Join('\n', _sounds),
        };
    }

    public void Dispose()
    {
        _canvas.Dispose();
        _bitmap.Dispose();
        _typeface.Dispose();
    }

    private static Box Scale(Box box, double f) => new(box.X * f, box.Y * f, box.Width * f, box.Height * f);

    private void DrawGround(SKRect rect, Lettering style, SKColor ground)
    {
        using var fill = new SKPaint { Color = ground, IsAntialias = true };
        using var edge = new SKPaint
        {
            Color = SKColors.Black,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = style.Size / 9,
        };
        var radius = style.IsRound ? style.Size * 1.25f : 0;
        _canvas.DrawRoundRect(rect, radius, radius, fill);
        _canvas.DrawRoundRect(rect, radius, radius, edge);
    }

    private void DrawLine(string line, SKFont font, Lettering style, float x, float y)
    {
        foreach (var word in line.Split(' '))
        {
            font.MeasureText(word, out var bounds);
            bounds.Offset(x, y);
            var shown = _canvas.TotalMatrix.MapRect(bounds);
            _words.Add((word, new Box(shown.Left, shown.Top, shown.Width, shown.Height)));
            var at = x;
            foreach (var letter in style.Unsteady > 0 ? word.EnumerateRunes().Select(r => r.ToString()) : [word])
            {
                var stray = style.Unsteady * ((_hand.NextSingle() * 2) - 1);
                _canvas.Save();
                _canvas.RotateDegrees(stray, at, y);
                DrawText(letter, at, y + (stray * font.Size / 100), font, style);
                _canvas.Restore();
                at += font.MeasureText(letter);
            }

            x += font.MeasureText(word + " ");
        }
    }

    // Ideographs and kana are as wide as high.
    private void DrawColumn(string column, SKFont font, Lettering style, float x, float y)
    {
        _words.Add((column, new Box(x, y, style.Size, style.Size * column.Length)));
        foreach (var rune in column.EnumerateRunes())
        {
            y += style.Size;

            // Commas and full stops stand in the upper right corner of their square, not in the lower left one.
            var shift = rune.Value is '，' or '。' or '、' ? style.Size * 0.55f : 0;
            DrawText(rune.ToString(), x + shift, y - (style.Size * 0.12f) - shift, font, style);
        }
    }

    private void DrawText(string text, float x, float y, SKFont font, Lettering style)
    {
        if (style.Halo is { } halo)
        {
            using var outline = new SKPaint
            {
                Color = halo,
                IsAntialias = true,
                Style = SKPaintStyle.Stroke,
                StrokeWidth = font.Size / 6,
                StrokeJoin = SKStrokeJoin.Round,
            };
            _canvas.DrawText(text, x, y, SKTextAlign.Left, font, outline);
        }

        using var paint = new SKPaint { Color = style.Ink, IsAntialias = true };
        _canvas.DrawText(text, x, y, SKTextAlign.Left, font, paint);
    }
}
