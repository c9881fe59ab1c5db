namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// Makes one list of the lines of a page and those of a closer look at parts of it. Small lines are seen better from near: from afar two of them are one, or their ends are cut off.
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

    /// <summary>Whether a line is worth a closer look.</summary>
    /// <param name="line">In pixels of the page.</param>
    /// <param name="scale">Of the look at which it was found.</param>
    public static bool IsSmall(TextRegion line, double scale) =>
        line.Thickness * scale <= SmallThickness && line.Length >= MinAspect * line.Thickness;

    /// <summary>The lines of both looks, each once.</summary>
    /// <param name="lines">Of the whole area.</param>
    /// <param name="scale">Of the look at which they were found.</param>
    /// <param name="closer">Of the closer look at parts of it.</param>
    public static List<TextRegion> Join(IReadOnlyList<TextRegion> lines, double scale, IReadOnlyList<TextRegion> closer)
    {
        var kept = lines
            .Where(l => !IsReplaced(l, scale, [.. closer.Where(c => TraceWindows.Overlap(l.Bounds, c.Bounds, MinShared))]))
            .ToList();
        return [.. kept, .. closer.Where(c => !kept.Exists(k => TraceWindows.Overlap(k.Bounds, c.Bounds, MinShared)))];
    }

    private static bool IsReplaced(TextRegion line, double scale, IReadOnlyCollection<TextRegion> closer) =>
        (line.Thickness * scale <= FairThickness && closer.Sum(c => c.Length) >= MinLength * line.Length)
        || closer.Count(c => c.Thickness <= MaxThickness * line.Thickness && c.Length >= MinLength * line.Length) > 1;
}
