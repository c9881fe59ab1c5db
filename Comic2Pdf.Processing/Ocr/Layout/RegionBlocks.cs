using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>
/// Groups detected lines that stand close below or beside one another, are of one size, on one ground and of one polarity, with no outline between them.
/// </summary>
internal static class RegionBlocks
{
    private const double MaxAngleBetween = 0.12;
    private const double MaxHeightRatio = 1.8;

    // In thicknesses of the thicker line. Detected lines have a margin of about a fifth already.
    private const double MaxGapBelow = 0.4;
    private const double MaxGapBeside = 0.8;

    // Of the narrower line's width; of the lower line's height.
    private const double MinSharedWidth = 0.3;
    private const double MinSharedHeight = 0.6;

    // A region so much higher than wide is a column, where there are any.
    private const double MinColumnAspect = 1.5;

    /// <summary>The groups, in no particular order.</summary>
    /// <param name="regions">Lines as detected.</param>
    /// <param name="page">The page that they stand on.</param>
    /// <param name="hasColumns">Whether there may be lines that run downwards.</param>
    public static IReadOnlyList<RegionBlock> Group(IReadOnlyList<TextRegion> regions, RgbImage page, bool hasColumns = false)
    {
        regions = hasColumns ? ColumnPieces.Join(regions) : regions;
        var columns = regions.Where(r => hasColumns && r.Angle == 0 && r.Thickness >= MinColumnAspect * r.Length).ToArray();
        var lines = regions.Except(columns, ReferenceEqualityComparer.Instance).Cast<TextRegion>().ToArray();
        var looks = lines.Select(l => LineLook.Of(page, l)).ToArray();
        return
        [
            .. ColumnBlocks.Group(columns, page),
            .. Clusters
                .Of(lines.Length, (i, j) => BelongTogether(page, (lines[i], looks[i]), (lines[j], looks[j])))
                .SelectMany(g => SideBySide.Split(Block([.. g.Select(i => lines[i])])))
                .Select(Block),
        ];
    }

    private static RegionBlock Block(IReadOnlyList<TextRegion> lines) =>
        new(lines, lines.Sum(l => l.Angle * l.Length) / lines.Sum(l => l.Length));

    private static bool BelongTogether(RgbImage page, (TextRegion Line, LineLook Look) a, (TextRegion Line, LineLook Look) b)
    {
        var thicker = Math.Max(a.Line.Thickness, b.Line.Thickness);
        if (
            thicker > MaxHeightRatio * Math.Min(a.Line.Thickness, b.Line.Thickness)
            || Math.Abs(a.Line.Angle - b.Line.Angle) > MaxAngleBetween
        )
        {
            return false;
        }

        var frame = new Frame((a.Line.Angle + b.Line.Angle) / 2);
        var (boxA, boxB) = (frame.BoxOf(a.Line), frame.BoxOf(b.Line));
        var sharedWidth = Math.Min(boxA.Right, boxB.Right) - Math.Max(boxA.X, boxB.X);
        var sharedHeight = Math.Min(boxA.Bottom, boxB.Bottom) - Math.Max(boxA.Y, boxB.Y);
        var isBelow = -sharedHeight <= MaxGapBelow * thicker && sharedWidth >= MinSharedWidth * Math.Min(boxA.Width, boxB.Width);
        var isBeside = -sharedWidth <= MaxGapBeside * thicker && sharedHeight >= MinSharedHeight * Math.Min(boxA.Height, boxB.Height);
        if (!(isBelow || isBeside) || !a.Look.IsLike(b.Look))
        {
            return false;
        }

        var gap = new Box(
            Math.Min(Math.Min(boxA.Right, boxB.Right), Math.Max(boxA.X, boxB.X)),
            Math.Min(Math.Min(boxA.Bottom, boxB.Bottom), Math.Max(boxA.Y, boxB.Y)),
            Math.Abs(sharedWidth),
            Math.Abs(sharedHeight)
        );
        return sharedWidth < 0
            ? !Outline.RunsThrough(page, frame, gap, isBeside: true, a.Look.Ground)
            : sharedHeight >= 0 || !Outline.RunsThrough(page, frame, gap, isBeside: false, a.Look.Ground);
    }
}
