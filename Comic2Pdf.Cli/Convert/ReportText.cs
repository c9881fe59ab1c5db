using System.Globalization;

namespace Comic2Pdf.Cli.Convert;

/// <summary>A report in words.</summary>
internal static class ReportText
{
    private const int MaxWarnings = 10;
    private const double LargeRatio = 3;

    public static string Done(ConvertReport r)
    {
        if (r.IsSkipped)
        {
            return "is there already";
        }

        var text =
            r.Words > 0 || r.PagesWithText > 0
                ? string.Create(CultureInfo.InvariantCulture, $", {r.Words} words on {r.PagesWithText}")
                : string.Empty;
        var ratio =
            r.BytesOut > LargeRatio * r.BytesIn && r.BytesIn > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" ({(double)r.BytesOut / r.BytesIn:0.0} times the archive: its image format is not one that PDF can hold)"
                )
                : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{r.Pages} page{(r.Pages == 1 ? "" : "s")}{text}, {Size(r.BytesOut)}, {r.Seconds:0.0} s{ratio}"
        );
    }

    public static string Failed(ConvertReport r) => $"{TerminalText.Safe(r.Error!.Message)} [{r.Error.Code}]";

    public static IEnumerable<string> Warnings(ConvertReport r)
    {
        foreach (var warning in r.Warnings.Take(MaxWarnings))
        {
            yield return (warning.Page is { } page ? $"page {page}: " : string.Empty)
                + $"{TerminalText.Safe(warning.Message)} [{warning.Code}]";
        }

        if (r.Warnings.Count > MaxWarnings)
        {
            yield return $"and {r.Warnings.Count - MaxWarnings} more; --json lists them all";
        }
    }

    private static string Size(long bytes) =>
        bytes switch
        {
            < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
            < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.00} GiB"),
        };
}
