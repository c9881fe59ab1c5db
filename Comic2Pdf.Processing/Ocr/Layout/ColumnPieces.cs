using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Puts columns together of which the detector saw each character, or a few, as a line of its own.</summary>
internal static class ColumnPieces
{
    // Of its height: what is wider is a line that runs across.
    private const double MaxAspect = 1.3;

    // Of the narrower piece's width.
    private const double MinSharedWidth = 0.6;
    private const double MaxWidthRatio = 1.8;

    // Of the wider piece's width: characters of a column stand closer.
    private const double MaxGap = 0.5;

    /// <summary>The regions, pieces that stand below one another as one.</summary>
    public static IReadOnlyList<TextRegion> Join(IReadOnlyList<TextRegion> regions)
    {
        var pieces = regions.Where(r => r.Angle == 0 && r.Length <= MaxAspect * r.Thickness).ToArray();
        return
        [
            .. regions.Except(pieces, ReferenceEqualityComparer.Instance).Cast<TextRegion>(),
            .. Clusters.Of(pieces.Length, (i, j) => AreOfOneColumn(pieces[i], pieces[j])).Select(g => Whole([.. g.Select(i => pieces[i])])),
        ];
    }

    private static TextRegion Whole(IReadOnlyList<TextRegion> pieces) =>
        pieces.Count == 1 ? pieces[0] : TextRegion.Level(pieces.Select(p => p.Bounds).Aggregate((a, b) => a.Union(b)));

    private static bool AreOfOneColumn(TextRegion a, TextRegion b)
    {
        var (narrower, wider) = (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
        var shared = ((a.Length + b.Length) / 2) - Math.Abs(a.CenterX - b.CenterX);
        var gap = Math.Abs(a.CenterY - b.CenterY) - ((a.Thickness + b.Thickness) / 2);
        return wider <= MaxWidthRatio * narrower && shared >= MinSharedWidth * narrower && gap <= MaxGap * wider;
    }
}
