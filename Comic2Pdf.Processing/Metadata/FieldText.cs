using System.Globalization;
using System.Xml.Linq;

namespace Comic2Pdf.Processing.Metadata;

/// <summary>Values of metadata files, fit to be shown.</summary>
internal static class FieldText
{
    private const int MaxLength = 4000;

    /// <summary>An element's own text; null when it has none.</summary>
    public static string? Of(XElement? element) =>
        element is null ? null : Clean(string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value)));

    /// <summary>A value without control characters and of bounded length; null when nothing is left.</summary>
    public static string? Clean(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var clean = new string([.. value.Where(c => !char.IsControl(c) || c is '\n' or '\t').Take(MaxLength)]).Trim();
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>Values as one field; null when there are none.</summary>
    public static string? Join(IEnumerable<string?> values) =>
        Clean(string.Join(", ", values.Select(Clean).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)));

    /// <summary>The book with its date, as far as it makes sense.</summary>
    public static ComicInfo Dated(this ComicInfo info, string? year, string? month, string? day)
    {
        var (y, m, d) = (Number(year, 9999), Number(month, 12), Number(day, 31));
        return info with
        {
            Year = y,
            Month = y is null ? null : m,
            Day = y is null || m is null || d > DateTime.DaysInMonth(y.Value, m.Value) ? null : d,
        };
    }

    /// <summary>The same from "2021-05-03", or the beginning of one.</summary>
    public static ComicInfo Dated(this ComicInfo info, string? date) =>
        (date ?? string.Empty).Split('-', 'T', '/') is var parts
            ? info.Dated(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2))
            : info;

    private static int? Number(string? value, int max) =>
        int.TryParse(Clean(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : null;
}
