using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Groups detected lines that stand close below or beside one another.</summary>
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

    /// <summary>The groups, in no particular order.</summary>
    public static IReadOnlyList<RegionBlock> Group(IReadOnlyList<TextRegion> lines)
    {
        var group = Enumerable.Range(0, lines.Count).ToArray();
        for (var i = 0; i < lines.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (group[i] != group[j] && BelongTogether(lines[i], lines[j]))
                {
                    var (from, to) = (group[i], group[j]);
                    for (var k = 0; k <= i; k++)
                    {
                        group[k] = group[k] == from ? to : group[k];
                    }
                }
            }
        }

        return [.. lines.Zip(group).GroupBy(p => p.Second, p => p.First).Select(g => Block([.. g]))];
    }

    private static RegionBlock Block(IReadOnlyList<TextRegion> lines) => new(lines, lines.Sum(l => l.Angle * l.Length) / lines.Sum(l => l.Length));

    private static bool BelongTogether(TextRegion a, TextRegion b)
    {
        var thicker = Math.Max(a.Thickness, b.Thickness);
        if (thicker > MaxHeightRatio * Math.Min(a.Thickness, b.Thickness) || Math.Abs(a.Angle - b.Angle) > MaxAngleBetween)
        {
            return false;
        }

        var frame = new Frame((a.Angle + b.Angle) / 2);
        var (boxA, boxB) = (frame.BoxOf(a), frame.BoxOf(b));
        var sharedWidth = Math.Min(boxA.Right, boxB.Right) - Math.Max(boxA.X, boxB.X);
        var sharedHeight = Math.Min(boxA.Bottom, boxB.Bottom) - Math.Max(boxA.Y, boxB.Y);
        var isBelow = -sharedHeight <= MaxGapBelow * thicker && sharedWidth >= MinSharedWidth * Math.Min(boxA.Width, boxB.Width);
        var isBeside = -sharedWidth <= MaxGapBeside * thicker && sharedHeight >= MinSharedHeight * Math.Min(boxA.Height, boxB.Height);
        return isBelow || isBeside;
    }
}
