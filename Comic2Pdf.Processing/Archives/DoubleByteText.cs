namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// Detects Shift-JIS and GBK in texts too short for statistics ("表紙.jpg"): each character of two bytes must be one of those that are in daily use, which the
/// standards put into blocks of their own (JIS X 0208 and GB 2312, level 1).
/// </summary>
internal static class DoubleByteText
{
    private const int ShiftJis = 932;
    private const int Gbk = 936;

    /// <summary>The code page, or null when it is neither.</summary>
    public static int? Find(IReadOnlyList<byte[]> names)
    {
        if (names.All(n => IsMadeOf(n, IsDailyShiftJis)))
        {
            return ShiftJis;
        }

        return names.All(n => IsMadeOf(n, IsDailyGbk)) ? Gbk : null;
    }

    // Rows of kana and signs; kanji of level 1 (889F to 9872).
    private static bool IsDailyShiftJis(byte lead, byte trail) =>
        trail is >= 0x40 and not 0x7F and <= 0xFC && (lead is 0x81 or 0x82 or 0x83 || ((lead << 8) + trail) is >= 0x889F and <= 0x9872);

    // Rows of signs and full-width letters; hanzi of level 1.
    private static bool IsDailyGbk(byte lead, byte trail) =>
        trail is >= 0xA1 and <= 0xFE && lead is >= 0xA1 and <= 0xA3 or >= 0xB0 and <= 0xD7 && trail >= 0xA1;

    private static bool IsMadeOf(byte[] text, Func<byte, byte, bool> isDaily)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                continue;
            }

            if (i + 1 == text.Length || !isDaily(text[i], text[i + 1]) || IsLatinWord(text, i))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    /// <summary>An accented letter of a one-byte code page before a plain one ("ép" in "épisode") looks like one character of two bytes inside a word.</summary>
    private static bool IsLatinWord(byte[] text, int at)
    {
        var isAlone = (at == 0 || text[at - 1] < 0x80) && (at + 2 >= text.Length || text[at + 2] < 0x80);
        return isAlone
            && char.IsAsciiLetter((char)text[at + 1])
            && ((at > 0 && char.IsAsciiLetter((char)text[at - 1])) || (at + 2 < text.Length && char.IsAsciiLetter((char)text[at + 2])));
    }
}
