using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// Makes one list of the lines of a page and those of a closer look at parts of it. Small lines and lines that stand close are seen better from near: from afar two of them are one, or their
/// ends are cut off.
/// </summary>
internal static class CloserLook
{
    // Pixels of the first look, with the margin that lines are given: letters are half as high.
    private const double SmallThickness = 12;

    // Beside a small line others are taken as they look from near, up to this thickness.
    private const double FairThickness = 16;

    // What is shorter is a letter, or art.
    private const double MinAspect = 2.5;

    // Of the line's length, so much must be seen again.
    private const double MinLength = 0.7;

    // Of the smaller one: lines that share more stand in one place. Lines below one another share a third.
    private const double MinShared = 0.5;

    // Of a line's thickness: two that are so much thinner, in the place of one, are two lines.
    private const double MaxThickness = 0.7;

    // Lines fill their bar by .9 and more; what fills less of it is several lines in one, or bent. Smaller ones, in pixels of the first look, are art.
    private const double MinFill = 0.8;
    private const double MinTornLength = 30;

    // Of a piece's length: the line that it is a piece of.
    private const double MinPieceOf = 1.15;

    /// <summary>Whether a line is worth a closer look.</summary>
    /// <param name="line">In pixels of the page.</param>
    /// <param name="scale">Of the look at which it was found.</param>
    public static bool IsSmall(TextRegion line, double scale) =>
        line.Thickness * scale <= SmallThickness && line.Length >= MinAspect * line.Thickness;

    /// <summary>Whether several lines were taken for one: turned lines that stand close, painted letters that overlap.</summary>
    /// <param name="line">In pixels of the page.</param>
    /// <param name="scale">Of the look at which it was found.</param>
    public static bool IsTorn(TextRegion line, double scale) => line.Fill < MinFill && line.Length * scale >= MinTornLength;

    /// <summary>The lines of both looks, each once.</summary>
    /// <param name="lines">Of the whole area.</param>
    /// <param name="scale">Of the look at which they were found.</param>
    /// <param name="closer">Of the closer look at parts of it.</param>
    public static List<TextRegion> Join(IReadOnlyList<TextRegion> lines, double scale, IReadOnlyList<TextRegion> closer)
    {
        Box[] torn = [.. lines.Where(l => IsTorn(l, scale)).Select(l => l.Bounds)];
        var kept = lines
            .Where(l =>
            {
                TextRegion[] there = [.. closer.Where(c => TraceWindows.Overlap(l.Bounds, c.Bounds, MinShared))];
                var isDoubtful =
                    l.Thickness * scale <= FairThickness || (IsIn(torn, l) && (IsTorn(l, scale) ? there.Length > 1 : IsPiece(l, there)));
                return !IsReplaced(l, isDoubtful, there);
            })
            .ToList();
        return [.. kept, .. closer.Where(c => !kept.Exists(k => TraceWindows.Overlap(k.Bounds, c.Bounds, MinShared)))];
    }

    private static bool IsIn(Box[] places, TextRegion line) => Array.Exists(places, p => TraceWindows.Overlap(line.Bounds, p, MinShared));

    // What stands in the place of a torn line may be what is left of one of its lines.
    private static bool IsPiece(TextRegion line, TextRegion[] closer) => Array.Exists(closer, c => c.Length >= MinPieceOf * line.Length);

    private static bool IsReplaced(TextRegion line, bool isDoubtful, IReadOnlyCollection<TextRegion> closer) =>
        (isDoubtful && closer.Sum(LongSide) >= MinLength * LongSide(line))
        || closer.Count(c => c.Thickness <= MaxThickness * line.Thickness && c.Length >= MinLength * line.Length) > 1;

    // Of a line or a column.
    private static double LongSide(TextRegion line) => Math.Max(line.Length, line.Thickness);
}
