using SkiaSharp;

namespace Comic2Pdf.Samples.Lettering;

/// <summary>
/// Letters as a pen draws them. A machine without any font can letter with it, and the lettering is ours: no font licence goes with the pages.
/// Only capitals, as in comics; the text keeps the case it was given.
/// </summary>
/// <param name="size">Height of a capital in pixels.</param>
/// <param name="weight">Width of the pen as a share of that height.</param>
/// <param name="slant">How far the top of a letter leans right, as a share of its height.</param>
public sealed class StrokeFont(float size, float weight = 0.15f, float slant = 0)
{
    // Clear white between two pens, in the units of the table: comic lettering is set openly, and OCR needs it open.
    private const float LetterGap = 2.9f;
    private const float SpaceWidth = 9.5f;

    // The table's letters are drawn wide, as titles want them; balloons are narrow.
    private const float Condense = 0.88f;
    private const float LineStep = 34;
    private const float AccentRoom = 2.6f;

    private float Scale => size / GlyphTable.CapHeight;

    /// <summary>Height of a capital in pixels.</summary>
    public float Size => size;

    /// <summary>Width of the pen in pixels.</summary>
    public float PenWidth => size * weight;

    /// <summary>Distance between two baselines: room for an accent over a capital.</summary>
    public float LineHeight => LineStep * Scale;

    /// <summary>Distance between two words.</summary>
    public float Space => (SpaceWidth * Scale) + PenWidth;

    /// <summary>The middle line of the pen for a word whose first pen stroke touches x = 0 and whose capitals stand from y = 0 to <see cref="Size"/>.</summary>
    /// <param name="word">A word without spaces.</param>
    /// <param name="width">How far the pen gets, with its own width.</param>
    public SKPath Write(string word, out float width)
    {
        ArgumentNullException.ThrowIfNull(word);
        using var strokes = new SKPathBuilder();
        var hand = new Dice(word);
        var x = PenWidth / 2;
        var gap = PenWidth + (LetterGap * Scale);
        var letters = Letters(word);
        for (var i = 0; i < letters.Count; i++)
        {
            var (letter, marks) = letters[i];
            x -= i > 0 && GlyphTable.Kerning.TryGetValue($"{letters[i - 1].Letter}{letter}", out var kern) ? kern * Scale * Condense : 0;
            if (!GlyphTable.Glyphs.TryGetValue(letter, out var glyph))
            {
                throw new ArgumentException($"The stroke font has no '{letter}' (in \"{word}\").", nameof(word));
            }

            // No hand repeats a letter exactly: a little turn and a little rise, the same for the same word on each run.
            var turn = SKMatrix.CreateRotationDegrees(hand.Between(-1.1f, 1.1f), glyph.Width / 2, GlyphTable.CapHeight / 2);
            var place = SKMatrix
                .CreateTranslation(x, hand.Between(-0.25f, 0.25f) * Scale)
                .PreConcat(SKMatrix.CreateScale(Scale * Condense, Scale))
                .PreConcat(Lean())
                .PreConcat(turn);
            // A letterer makes a capital under an accent a little lower: the accent stays in the line.
            var isLow = marks.Length > 0 && marks[0] != GlyphTable.Cedilla;
            var body = isLow
                ? place
                    .PreConcat(SKMatrix.CreateTranslation(0, AccentRoom))
                    .PreConcat(SKMatrix.CreateScale(1, 1 - (AccentRoom / GlyphTable.CapHeight)))
                : place;
            Add(strokes, glyph.Strokes, body);
            foreach (var mark in marks)
            {
                Add(strokes, GlyphTable.Marks[mark], place.PreConcat(SKMatrix.CreateTranslation(glyph.Width / 2, isLow ? AccentRoom : 0)));
            }

            x += (glyph.Width * Scale * Condense) + gap;
        }

        width = x - gap + (PenWidth / 2);
        return strokes.Detach();
    }

    // About the middle of a capital, so that slanted text stays centred.
    private SKMatrix Lean() => SKMatrix.CreateTranslation(slant * GlyphTable.CapHeight / 2, 0).PreConcat(SKMatrix.CreateSkew(-slant, 0));

    private static void Add(SKPathBuilder strokes, string data, SKMatrix place)
    {
        using var path = SKPath.ParseSvgPathData(data);
        strokes.AddPath(path, in place);
    }

    private static List<(char Letter, string Marks)> Letters(string word)
    {
        var upper = word.ToUpperInvariant();
        var letters = new List<(char, string)>();
        for (var i = 0; i < upper.Length; i++)
        {
            var isLone =
                upper[i] == 'I' && (i == 0 || !char.IsLetter(upper[i - 1])) && (i == upper.Length - 1 || !char.IsLetter(upper[i + 1]));
            var parts = Decompose(upper[i]);
            letters.Add((isLone ? GlyphTable.LoneI : parts[0], parts[1..]));
        }

        return letters;
    }

    // Spelled out because invariant globalization need not normalize everywhere.
    private static string Decompose(char letter) =>
        letter switch
        {
            'À' => "A\u0300",
            'Â' => "A\u0302",
            'Ä' => "A\u0308",
            'Ç' => "C\u0327",
            'É' => "E\u0301",
            'È' => "E\u0300",
            'Ê' => "E\u0302",
            'Ë' => "E\u0308",
            'Î' => "I\u0302",
            'Ï' => "I\u0308",
            'Ñ' => "N\u0303",
            'Ô' => "O\u0302",
            'Ö' => "O\u0308",
            'Ù' => "U\u0300",
            'Û' => "U\u0302",
            'Ü' => "U\u0308",
            'Ÿ' => "Y\u0308",
            _ => letter.ToString(),
        };
}
