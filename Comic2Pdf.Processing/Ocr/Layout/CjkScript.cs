using System.Text;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Chinese, Japanese and Korean: scripts without blanks, in lines or in columns.</summary>
internal static class CjkScript
{
    private const string Vertical = "_vert";

    // Of a column's width, left of its baseline.
    private const double DescentShare = 0.2;

    private static readonly string[] Languages = ["jpn", "chi_sim", "chi_tra", "kor"];

    /// <summary>The language data for the columns of a book; null when its languages have none, or none is there.</summary>
    /// <param name="languages">Those of the book, joined by '+'.</param>
    /// <param name="has">Whether a language can be read here.</param>
    public static string? ForColumns(string languages, Func<string, bool> has) =>
        languages.Split('+').Select(Base).Where(Languages.Contains).Select(l => l + Vertical).FirstOrDefault(has);

    /// <summary>Whether one of a book's languages is written in these scripts.</summary>
    /// <param name="languages">Those of the book, joined by '+'.</param>
    public static bool Writes(string languages) => languages.Split('+').Select(Base).Any(Languages.Contains);

    /// <summary>The language data for the lines of a book: what is made for columns reads lines badly.</summary>
    /// <param name="languages">Those of the book, joined by '+'.</param>
    /// <param name="has">Whether a language can be read here.</param>
    public static string ForLines(string languages, Func<string, bool> has) =>
        string.Join('+', languages.Split('+').Select(l => Base(l) != l && has(Base(l)) ? Base(l) : l).Distinct(StringComparer.Ordinal));

    /// <summary>The line with words that stand next to each other joined where their script knows no blanks: the engine parts them where it likes.</summary>
    public static TextLine Join(TextLine line)
    {
        var words = new List<TextWord>();
        foreach (var word in line.Words)
        {
            if (
                words.Count > 0
                && IsWithoutBlanks(words[^1].Text.EnumerateRunes().Last())
                && IsWithoutBlanks(word.Text.EnumerateRunes().First())
            )
            {
                words[^1] = words[^1].Join(word);
            }
            else
            {
                words.Add(word);
            }
        }

        return words.Count == line.Words.Count ? line : line with { Words = words };
    }

    /// <summary>
    /// A line that runs downwards: its baseline goes from its head to its foot, as that of a line turned by a quarter to the right does.
    /// </summary>
    public static TextLine AsColumn(TextLine line)
    {
        var box = line.Bounds();
        var x = box.X + (box.Width * DescentShare);
        return new TextLine(new Baseline(x, box.Y, x, box.Bottom), box.Width * (1 - DescentShare), box.Width * DescentShare, line.Words);
    }

    /// <summary>Whether most of the lettering runs downwards: such pages are read from the right.</summary>
    public static bool IsMostlyColumns(IReadOnlyCollection<TextBlock> blocks)
    {
        var lines = blocks.SelectMany(b => b.Lines).ToArray();
        return 2 * lines.Where(IsColumn).Sum(Letters) > lines.Sum(Letters);
    }

    private static bool IsColumn(TextLine line) => line.Baseline.X1 == line.Baseline.X2 && line.Baseline.Y2 > line.Baseline.Y1;

    private static int Letters(TextLine line) => line.Words.Sum(w => w.Text.Length);

    /// <summary>Whether a character is of Unicode's blocks of kana, ideographs, their punctuation and the full-width forms; Hangul is written with blanks.</summary>
    public static bool IsWithoutBlanks(Rune rune) =>
        rune.Value
            is (>= 0x2E80 and <= 0x312F)
                or (>= 0x3190 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE4F)
                or (>= 0xFF00 and <= 0xFFEF)
                or (>= 0x20000 and <= 0x3FFFF);

    private static string Base(string language) =>
        language.EndsWith(Vertical, StringComparison.Ordinal) ? language[..^Vertical.Length] : language;
}
