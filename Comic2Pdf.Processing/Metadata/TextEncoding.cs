using System.Text;
using System.Text.RegularExpressions;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>Decodes text by what its bytes look like first, and by what it says of itself only then: that is wrong too often.</summary>
internal static partial class TextEncoding
{
    private const int MaxBytes = 16 << 20;
    private const int HeadLength = 256;
    private const int PatternMilliseconds = 1000;

    // So many characters must be sound for each byte that is not, before a text counts as UTF-8 with faults.
    private const int SoundForEachFault = 4;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The text of a file; without byte order mark.</summary>
    public static string Decode(ReadOnlySpan<byte> file)
    {
        file = file[..Math.Min(file.Length, MaxBytes)];
        return file switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Utf8.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            _ when HasZeros(file, at: 1) => Encoding.Unicode.GetString(file),
            _ when HasZeros(file, at: 0) => Encoding.BigEndianUnicode.GetString(file),
            _ => DecodeBytes(file),
        };
    }

    /// <summary>Every second byte is zero at the head: UTF-16, as markup begins with ASCII.</summary>
    private static bool HasZeros(ReadOnlySpan<byte> file, int at)
    {
        const int Looked = 16;
        var (here, other) = (0, 0);
        for (var i = 0; i + 1 < Math.Min(file.Length, Looked); i += 2)
        {
            here += file[i + at] == 0 ? 1 : 0;
            other += file[i + 1 - at] == 0 ? 1 : 0;
        }

        return here >= 3 && other == 0;
    }

    private static string DecodeBytes(ReadOnlySpan<byte> file)
    {
        var text = Utf8.GetString(file);
        var faults = text.Count(c => c == '\uFFFD');
        var sound = text.Count(c => c > '\u007F') - faults;
        var declared = Declared(file);
        if (
            faults * SoundForEachFault <= sound
            && !(declared is { } d && file.Contains((byte)0x1B) && d.WebName.StartsWith("iso-2022", StringComparison.Ordinal))
        )
        {
            return text;
        }

        if (declared is not null)
        {
            try
            {
                var strict = (Encoding)declared.Clone();
                strict.DecoderFallback = DecoderFallback.ExceptionFallback;
                return strict.GetString(file);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                // Not what it says either.
            }
        }

        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(file);
    }

    /// <summary>The encoding that an XML declaration names, if it is one of bytes.</summary>
    private static Encoding? Declared(ReadOnlySpan<byte> file)
    {
        var match = Name().Match(Encoding.Latin1.GetString(file[..Math.Min(file.Length, HeadLength)]));
        if (!match.Success || match.Groups["name"].Value is var name && name.StartsWith("utf", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """encoding\s*=\s*["'](?<name>[A-Za-z0-9._:-]+)["']""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        PatternMilliseconds
    )]
    private static partial Regex Name();
}
