using SkiaSharp;

namespace Comic2Pdf.Samples.Lettering;

/// <summary>Lines of lettering set about a middle axis. The letterer breaks the lines: a balloon reads well only when someone chose them.</summary>
public sealed class TextBlock : IDisposable
{
    private readonly StrokeFont _font;
    private readonly List<List<(string Text, SKPath Strokes, float X)>> _lines = [];

    /// <summary>Sets the text.</summary>
    /// <param name="font">The hand.</param>
    /// <param name="text">Lines separated by line feeds, words by spaces.</param>
    public TextBlock(StrokeFont font, string text)
    {
        ArgumentNullException.ThrowIfNull(font);
        ArgumentNullException.ThrowIfNull(text);
        _font = font;
        var widths = new List<float>();
        foreach (var line in text.Split('\n'))
        {
            var words = new List<(string, SKPath, float)>();
            var x = 0f;
            foreach (var word in line.Split(' '))
            {
                var strokes = font.Write(word, out var width);
                words.Add((word, strokes, x));
                x += width + font.Space;
            }

            _lines.Add(words);
            widths.Add(x - font.Space);
        }

        LineWidths = widths;
    }

    /// <summary>Width of each line.</summary>
    public IReadOnlyList<float> LineWidths { get; }

    /// <summary>Width of the longest line.</summary>
    public float Width => LineWidths.Max();

    /// <summary>From the top of the first line's capitals to the last baseline.</summary>
    public float Height => _font.Size + ((_lines.Count - 1) * _font.LineHeight);

    /// <summary>Top of a line's capitals under the top of the block.</summary>
    /// <param name="line">The line, from 0.</param>
    public float Top(int line) => line * _font.LineHeight;

    /// <summary>Draws the block about a point and tells where each word's ink lies on the page.</summary>
    /// <param name="canvas">The page.</param>
    /// <param name="middle">The middle of the block.</param>
    /// <param name="pens">The pens in the order they are drawn, each with what it adds to the font's own pen width: an outline, then the letter.</param>
    public IReadOnlyList<Word> Draw(SKCanvas canvas, SKPoint middle, params ReadOnlySpan<(SKColor Colour, float Extra)> pens)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        foreach (var (colour, extra) in pens)
        {
            using var pen = new SKPaint
            {
                IsAntialias = true,
                Style = SKPaintStyle.Stroke,
                StrokeCap = SKStrokeCap.Round,
                StrokeJoin = SKStrokeJoin.Round,
                StrokeWidth = _font.PenWidth + extra,
                Color = colour,
            };
            ForEach(middle, (_, strokes) => canvas.DrawPath(strokes, pen));
        }

        var toPage = canvas.TotalMatrix;
        var words = new List<Word>();
        ForEach(
            middle,
            (text, strokes) =>
            {
                var ink = strokes.TightBounds;
                ink.Inflate(_font.PenWidth / 2, _font.PenWidth / 2);
                words.Add(Word.Around(text, toPage.MapRect(ink)));
            }
        );
        return words;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, strokes, _) in _lines.SelectMany(l => l))
        {
            strokes.Dispose();
        }
    }

    private void ForEach(SKPoint middle, Action<string, SKPath> act)
    {
        for (var i = 0; i < _lines.Count; i++)
        {
            foreach (var (text, strokes, x) in _lines[i])
            {
                var place = SKMatrix.CreateTranslation(middle.X - (LineWidths[i] / 2) + x, middle.Y - (Height / 2) + Top(i));
                using var builder = new SKPathBuilder();
                builder.AddPath(strokes, in place);
                using var placed = builder.Detach();
                act(text, placed);
            }
        }
    }
}
