using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Lines of lettering that are read in one go: a balloon, a caption, a sound effect.</summary>
/// <param name="Lines">In no particular order.</param>
/// <param name="Angle">Of all lines together, in radians.</param>
internal sealed record RegionBlock(IReadOnlyList<TextRegion> Lines, double Angle)
{
    // Of the thinner line's thickness.
    private const double MaxRowOffset = 0.4;

    // Of the row's thickness.
    private const double RowPitch = 0.5;

    /// <summary>How the block lies on the page.</summary>
    public Frame Frame => new(Angle);

    /// <summary>Whether the lines are columns: they run downwards, from the right to the left.</summary>
    public bool IsVertical { get; init; }

    /// <summary>A letter's height, a column's width, and a little margin: the median of the lines.</summary>
    public double Thickness => Lines.Select(l => IsVertical ? l.Length : l.Thickness).Order().ElementAt(Lines.Count / 2);

    /// <summary>
    /// Lines that stand on one row count once. Compared by their middles: the boxes of lines set close overlap by a third.
    /// </summary>
    public bool IsSingleLine
    {
        get
        {
            var boxes = Lines.Select(Frame.BoxOf).ToArray();
            return boxes.Max(b => b.Y + b.Bottom) - boxes.Min(b => b.Y + b.Bottom) < 2 * MaxRowOffset * boxes.Min(b => b.Height);
        }
    }

    /// <summary>The block's rows from top to bottom, each as a block of its own: what stands on one row stays together.</summary>
    public IEnumerable<RegionBlock> Rows()
    {
        var row = new List<TextRegion>();
        var last = double.NaN;
        foreach (var (line, middle) in Lines.Select(l => (Line: l, Middle: Frame.FromPage(l.CenterX, l.CenterY).Y)).OrderBy(l => l.Middle))
        {
            if (row.Count > 0 && middle - last > RowPitch * Thickness)
            {
                yield return this with
                {
                    Lines = row,
                };
                row = [];
            }

            row.Add(line);
            last = middle;
        }

        yield return this with
        {
            Lines = row,
        };
    }
}
