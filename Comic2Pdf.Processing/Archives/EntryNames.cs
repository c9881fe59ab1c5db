using System.Text;
using UtfUnknown;

namespace Comic2Pdf.Processing.Archives;

/// <summary>
/// Names of entries as text. UTF-8 where the bytes are UTF-8, whatever flags say. Others stay as they are, in a form that no reader of archives changes, until
/// all names of the archive are known; together they show which code page they are in: one of East Asia, or that of DOS, the formats' origin.
/// </summary>
internal static class EntryNames
{
    // Bytes of names that are not UTF-8 stand as lone surrogates until they are decoded, as in Python's "surrogateescape": no sound name contains them. A
    // backslash among them may be the second half of a character and must not be taken for a separator before that.
    private const char Escape = '\uDC00';

    private const int CodePageOfDos = 437;
    private const double Sure = 0.9;

    private static readonly Dictionary<string, int> DoubleByteCharsets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["shift-jis"] = 932,
        ["gb18030"] = 54936,
        ["gb2312"] = 936,
        ["big5"] = 950,
        ["euc-kr"] = 949,
        ["ks_c_5601-1987"] = 949,
        ["cp949"] = 949,
        ["euc-jp"] = 51932,
    };

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>A name as the archive spells it: text when it is UTF-8, else its escaped bytes.</summary>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return string.Create(
                bytes.Length,
                bytes,
                static (to, from) =>
                {
                    for (var i = 0; i < to.Length; i++)
                    {
                        to[i] = from[i] is < 0x80 and not (byte)'\\' ? (char)from[i] : (char)(Escape + from[i]);
                    }
                }
            );
        }
    }

    /// <summary>How the names of an archive become text, all alike.</summary>
    public static Func<string, string> DecoderOf(IEnumerable<string> names)
    {
        var escaped = names.Where(IsEscaped).Select(BytesOf).ToList();
        if (escaped.Count == 0)
        {
            return static name => name;
        }

        var encoding = Find(escaped);
        return name => IsEscaped(name) ? encoding.GetString(BytesOf(name)) : name;
    }

    /// <summary>A name fit to be shown: no control characters, a bounded length, never empty.</summary>
    /// <param name="name">The name as text.</param>
    /// <param name="index">The entry's place in the archive.</param>
    public static string Shown(string name, int index)
    {
        const int MaxLength = 1024;
        return name.Length == 0
            ? $"entry {index + 1}"
            : string.Create(
                Math.Min(name.Length, MaxLength),
                name,
                static (to, from) =>
                {
                    for (var i = 0; i < to.Length; i++)
                    {
                        to[i] =
                            char.IsControl(from[i]) || char.GetUnicodeCategory(from[i]) == System.Globalization.UnicodeCategory.Format
                                ? '\uFFFD'
                                : from[i];
                    }
                }
            );
    }

    private static bool IsEscaped(string name) => name.Any(c => c is >= Escape and <= (char)(Escape + 0xFF));

    private static byte[] BytesOf(string name) => [.. name.Select(c => (byte)(c >= Escape ? c - Escape : c))];

    private static Encoding Find(List<byte[]> names)
    {
        // Statistics of letters need some text; the library is right when it is sure.
        byte[] all = [.. names.SelectMany(n => n.Append((byte)'\n'))];
        var found = CharsetDetector.DetectFromBytes(all).Detected;
        if (
            found?.Confidence >= Sure
            && found.EncodingName is { } charset
            && DoubleByteCharsets.TryGetValue(charset, out var page)
            && CodePage(page) is { } sure
            && CanRead(sure, names)
        )
        {
            return sure;
        }

        return DoubleByteText.Find(names) is { } likely && CodePage(likely) is { } encoding && CanRead(encoding, names)
            ? encoding
            : CodePage(CodePageOfDos)!;
    }

    private static bool CanRead(Encoding encoding, List<byte[]> names)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            names.ForEach(n => strict.GetCharCount(n));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding? CodePage(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page);
}
