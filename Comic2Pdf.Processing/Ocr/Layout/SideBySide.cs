using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Takes blocks apart that are really two balloons beside one another: an empty band runs between them from top to bottom.</summary>
internal static class SideBySide
{
    // In thicknesses of the block's lines. Words of one line stand closer, or their gaps do not lie below one another.
    private const double MinBand = 0.25;

    // On each side: two words one below the other may be a table of two rows, or chance.
    private const int MinRows = 2;

    /// <summary>The parts; the block's own lines when there is no such band.</summary>
    public static IEnumerable<IReadOnlyList<TextRegion>> Split(RegionBlock block)
    {
        var lines = block.Lines.Select(l => (Line: l, Box: block.Frame.BoxOf(l))).OrderBy(l => l.Box.X).ToArray();
        var reach = double.NegativeInfinity;
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0 && lines[i].Box.X - reach >= MinBand * block.Thickness && Rows(lines[..i]) >= MinRows && Rows(lines[i..]) >= MinRows)
            {
                TextRegion[] left = [.. lines[..i].Select(l => l.Line)];
                var right = block with { Lines = [.. lines[i..].Select(l => l.Line)] };
                return [left, .. Split(right)];
            }

            reach = Math.Max(reach, lines[i].Box.Right);
        }

        return [block.Lines];
    }

    private static int Rows(IReadOnlyList<(TextRegion Line, Box Box)> lines)
    {
        var (rows, last) = (0, double.NegativeInfinity);
        foreach (var box in lines.Select(l => l.Box).OrderBy(b => b.Y + b.Bottom))
        {
            var middle = (box.Y + box.Bottom) / 2;
            if (middle - last > box.Height / 2)
            {
                rows++;
                last = middle;
            }
        }

        return rows;
    }
}
