using System.Globalization;

namespace Comic2Pdf.Processing.Archives;

/// <summary>Numbers in names: decimal digits of any script, full-width ones too; circled and Roman ones; those of Chinese and Japanese ("十二", "一〇").</summary>
internal static class NameNumber
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Whether a number begins with this character.</summary>
    public static bool IsDigit(char c) =>
        char.IsAsciiDigit(c) || (c > 0x7F && (char.IsDigit(c) || IsIdeographic(c) || SingleValue(c) >= 0));

    /// <summary>The number at <paramref name="at"/>, in ASCII digits without leading zeros: equal length then means equal magnitude.</summary>
    public static ReadOnlySpan<char> Take(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        if (IsIdeographic(text[at]))
        {
            return TakeIdeographic(text, ref at).ToString(CultureInfo.InvariantCulture).AsSpan().TrimStart('0');
        }

        if (!char.IsDigit(text[at]))
        {
            return SingleValue(text[at++]).ToString(CultureInfo.InvariantCulture).AsSpan().TrimStart('0');
        }

        while (at < text.Length && char.IsDigit(text[at]))
        {
            at++;
        }

        var digits = text[start..at];
        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            digits = string.Concat(digits.ToArray().Select(c => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))));
        }

        return digits.TrimStart('0');
    }

    // A character that is a whole number by itself: circled (①), Roman (Ⅳ).
    private static int SingleValue(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber
        && char.GetNumericValue(c) is var value and >= 0
        && value == Math.Floor(value)
            ? (int)value
            : -1;

    private static bool IsIdeographic(char c) => Digits.Contains(c, StringComparison.Ordinal) || Unit(c) > 1;

    private static int Unit(char c) =>
        c switch
        {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 1,
        };

    private static long TakeIdeographic(ReadOnlySpan<char> text, ref int at)
    {
        // More would not fit the number, and is no number of a page.
        const int MaxLength = 12;
        var (total, digits) = (0L, 0L);
        for (var left = MaxLength; left > 0 && at < text.Length && IsIdeographic(text[at]); left--, at++)
        {
            if (Unit(text[at]) is > 1 and var unit)
            {
                total += Math.Max(1, digits) * unit;
                digits = 0;
            }
            else
            {
                digits = (digits * 10) + Digits.IndexOf(text[at], StringComparison.Ordinal);
            }
        }

        return total + digits;
    }
}
