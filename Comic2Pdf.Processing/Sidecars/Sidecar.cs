namespace Comic2Pdf.Processing.Sidecars;

/// <summary>Files of a book's text beside its PDF.</summary>
public static class Sidecar
{
    /// <summary>The program's name, which each of them has near its beginning: so one is known for what it is.</summary>
    public const string Generator = "comic2pdf";

    private const int HeadBytes = 1 << 14;

    /// <summary>All formats.</summary>
    public static IReadOnlyList<SidecarFormat> All { get; } = Enum.GetValues<SidecarFormat>();

    /// <summary>How a file's name ends, in the place of ".pdf".</summary>
    public static string EndingOf(SidecarFormat format) => format == SidecarFormat.Alto ? ".alto.xml" : $".{NameOf(format)}";

    /// <summary>Reads a list of formats: their names in any case, separated by commas.</summary>
    /// <param name="text">The list; empty: none.</param>
    /// <returns>The formats; null when a name is none.</returns>
    public static IReadOnlyList<SidecarFormat>? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var formats = new List<SidecarFormat>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (All.Where(f => NameOf(f).Equals(name, StringComparison.OrdinalIgnoreCase)).ToList() is not [var format])
            {
                return null;
            }

            formats.Add(format);
        }

        return formats.Count == 0 ? [] : [.. formats.Distinct()];
    }

    /// <summary>Writes one. The same book gives the same bytes.</summary>
    public static void Write(SidecarFormat format, Stream file, SidecarBook book)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(book);
        Action<Stream, SidecarBook> write = format switch
        {
            SidecarFormat.Json => JsonSidecar.Write,
            SidecarFormat.Hocr => HocrSidecar.Write,
            SidecarFormat.Alto => AltoSidecar.Write,
            _ => MokuroSidecar.Write,
        };
        write(file, book);
    }

    /// <summary>Whether a file was written by this program.</summary>
    public static bool IsOwn(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        return head.AsSpan(0, file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)).IndexOf("comic2pdf"u8) >= 0;
    }

    private static string NameOf(SidecarFormat format) =>
        format switch
        {
            SidecarFormat.Json => "json",
            SidecarFormat.Hocr => "hocr",
            SidecarFormat.Alto => "alto",
            _ => "mokuro",
        };
}
