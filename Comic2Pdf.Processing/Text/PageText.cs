namespace Comic2Pdf.Processing.Text;

/// <summary>What was read on a page, in reading order. All lengths are pixels of the page as shown, origin top left.</summary>
/// <param name="Width">Width of the page as shown.</param>
/// <param name="Height">Height of the page as shown.</param>
/// <param name="Blocks">Balloons, captions and the like, in the order to be read.</param>
public sealed record PageText(int Width, int Height, IReadOnlyList<TextBlock> Blocks)
{
    /// <summary>
    /// Quarter turns clockwise that the page needs, beyond its stored orientation, for its lettering to stand upright; width, height and all
    /// boxes are those of the turned page.
    /// </summary>
    public int QuarterTurns { get; init; }

    /// <summary>
    /// By how much the picture is turned about the page's middle when it is shown, in degrees, clockwise: not 0 only after <see cref="Skew.Straighten"/>, and all lines
    /// and boxes are those of the turned picture.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Turn { get; init; }

    /// <summary>All words, in reading order.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<TextWord> Words => Blocks.SelectMany(b => b.Lines).SelectMany(l => l.Words);

    /// <summary>The same text on a page that is <paramref name="factor"/> times as large.</summary>
    public PageText Scale(double factor) =>
        new(
            (int)Math.Round(Width * factor),
            (int)Math.Round(Height * factor),
            [.. Blocks.Select(b => new TextBlock([.. b.Lines.Select(l => l.Scale(factor))]))]
        )
        {
            QuarterTurns = QuarterTurns,
        };
}

/// <summary>Lines that belong together: one balloon or caption.</summary>
/// <param name="Lines">From top to bottom.</param>
public sealed record TextBlock(IReadOnlyList<TextLine> Lines);

/// <summary>One line of lettering.</summary>
/// <param name="Baseline">The line the letters stand on, from the first word's start to the last word's end.</param>
/// <param name="Ascent">Height of the line above its baseline, at a right angle to it.</param>
/// <param name="Descent">Depth of the line below its baseline, not negative, at a right angle to it.</param>
/// <param name="Words">In reading order.</param>
public sealed record TextLine(Baseline Baseline, double Ascent, double Descent, IReadOnlyList<TextWord> Words)
{
    /// <summary>A line that is just as high and deep as its words.</summary>
    /// <param name="baseline">What the words stand on; replaced by a level line when they do not stand on it at all.</param>
    /// <param name="words">At least one.</param>
    public static TextLine Around(Baseline baseline, IReadOnlyList<TextWord> words)
    {
        var ascent = words.Max(w => baseline.At(w.Box.X + (w.Box.Width / 2)) - w.Box.Y);
        var descent = words.Max(w => w.Box.Bottom - baseline.At(w.Box.X + (w.Box.Width / 2)));
        if (ascent <= 0)
        {
            var bottom = words.Max(w => w.Box.Bottom);
            return new TextLine(
                new Baseline(words[0].Box.X, bottom, words[^1].Box.Right, bottom),
                bottom - words.Min(w => w.Box.Y),
                0,
                words
            );
        }

        return new TextLine(baseline, ascent, Math.Max(0, descent), words);
    }

    /// <summary>The upright rectangle around all words.</summary>
    internal Box Bounds() => Words.Select(w => w.Box).Aggregate((a, b) => a.Union(b));

    internal TextLine Scale(double f) =>
        new(
            new Baseline(Baseline.X1 * f, Baseline.Y1 * f, Baseline.X2 * f, Baseline.Y2 * f),
            Ascent * f,
            Descent * f,
            [.. Words.Select(w => w.Map(b => new Box(b.X * f, b.Y * f, b.Width * f, b.Height * f)))]
        );
}

/// <summary>A line segment.</summary>
/// <param name="X1">Start.</param>
/// <param name="Y1">Start, downwards.</param>
/// <param name="X2">End.</param>
/// <param name="Y2">End, downwards.</param>
public readonly record struct Baseline(double X1, double Y1, double X2, double Y2)
{
    /// <summary>Height of the line at <paramref name="x"/>; level where the segment has no length.</summary>
    public double At(double x) => X2 - X1 < 1 ? Y1 : Y1 + ((x - X1) * (Y2 - Y1) / (X2 - X1));
}

/// <summary>One word.</summary>
/// <param name="Text">Its characters, composed (NFC); never empty, no blanks.</param>
/// <param name="Box">What it covers.</param>
/// <param name="Confidence">How sure the engine is, 0 to 100.</param>
public sealed record TextWord(string Text, Box Box, double Confidence)
{
    /// <summary>The language it was read as, as Tesseract names it; null when the engine does not say.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// Where the second half stands when the word is hyphenated over two lines: <see cref="Text"/> is the whole word then, and
    /// <see cref="Box"/> what its first half covers.
    /// </summary>
    public Box? Continuation { get; init; }

    /// <summary>This word and the one right behind it as one.</summary>
    internal TextWord Join(TextWord next)
    {
        var (a, b) = (Text.Length, next.Text.Length);
        return this with
        {
            Text = Text + next.Text,
            Box = Box.Union(next.Box),
            Confidence = ((Confidence * a) + (next.Confidence * b)) / (a + b),
        };
    }

    /// <summary>The same word with its boxes mapped.</summary>
    internal TextWord Map(Func<Box, Box> map) => this with { Box = map(Box), Continuation = Continuation is { } rest ? map(rest) : null };
}

/// <summary>An upright rectangle.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct Box(double X, double Y, double Width, double Height)
{
    /// <summary>Right edge.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Right => X + Width;

    /// <summary>Lower edge.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Bottom => Y + Height;

    /// <summary>The smallest rectangle around both.</summary>
    public Box Union(Box other)
    {
        var x = Math.Min(X, other.X);
        var y = Math.Min(Y, other.Y);
        return new Box(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }
}
