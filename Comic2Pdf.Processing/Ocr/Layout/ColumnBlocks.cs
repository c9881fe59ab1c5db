using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Groups detected columns of vertical lettering that stand side by side.</summary>
internal static class ColumnBlocks
{
    private const double MaxWidthRatio = 1.8;

    // In widths of the wider column.
    private const double MaxGap = 0.8;

    // Of the shorter column's height.
    private const double MinSharedHeight = 0.4;

    /// <summary>The groups, in no particular order; their columns from right to left.</summary>
    /// <param name="columns">Regions that are higher than wide.</param>
    /// <param name="page">The page that they stand on.</param>
    public static IReadOnlyList<RegionBlock> Group(IReadOnlyList<TextRegion> columns, RgbImage page)
    {
        var looks = columns.Select(l => LineLook.Of(page, l)).ToArray();
        return
        [
            .. Clusters
                .Of(columns.Count, (i, j) => BelongTogether(columns[i], columns[j]) && looks[i].IsLike(looks[j]))
                .Select(g => new RegionBlock([.. g.Select(i => columns[i]).OrderByDescending(c => c.CenterX)], 0) { IsVertical = true }),
        ];
    }

    private static bool BelongTogether(TextRegion a, TextRegion b)
    {
        var wider = Math.Max(a.Length, b.Length);
        var gap = Math.Abs(a.CenterX - b.CenterX) - ((a.Length + b.Length) / 2);
        var shared = Math.Min(a.Bounds.Bottom, b.Bounds.Bottom) - Math.Max(a.Bounds.Y, b.Bounds.Y);
        return wider <= MaxWidthRatio * Math.Min(a.Length, b.Length)
            && gap <= MaxGap * wider
            && shared >= MinSharedHeight * Math.Min(a.Thickness, b.Thickness);
    }
}
