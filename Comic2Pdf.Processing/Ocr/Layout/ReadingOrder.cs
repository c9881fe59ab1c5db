using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>
/// Puts balloons into the order they are read in: recursive cuts of the page along empty bands (Nagy and Seth, "Hierarchical
/// representation of optically scanned documents", 1984), rows before columns, as panels lie.
/// </summary>
public static class ReadingOrder
{
    /// <summary>The blocks in reading order.</summary>
    /// <param name="blocks">Blocks in any order.</param>
    /// <param name="rightToLeft">Whether columns are read from the right.</param>
    public static IReadOnlyList<TextBlock> Arrange(IEnumerable<TextBlock> blocks, bool rightToLeft)
    {
        var ordered = new List<TextBlock>();
        var placed = blocks.Select(b => new Placed(b, b.Lines.Select(l => l.Bounds()).Aggregate((a, c) => a.Union(c)))).ToList();
        Cut(placed, ordered, rightToLeft);
        return ordered;
    }

    private static void Cut(List<Placed> part, List<TextBlock> ordered, bool rightToLeft)
    {
        if (part.Count <= 1)
        {
            ordered.AddRange(part.Select(p => p.Block));
        }
        else if (Split(part, p => p.Box.Y, p => p.Box.Bottom) is { Count: > 1 } rows)
        {
            rows.ForEach(row => Cut(row, ordered, rightToLeft));
        }
        else if (Split(part, p => p.Box.X, p => p.Box.Right) is { Count: > 1 } columns)
        {
            if (rightToLeft)
            {
                columns.Reverse();
            }

            columns.ForEach(column => Cut(column, ordered, rightToLeft));
        }
        else
        {
            // Interlocked balloons: the one whose top stands highest first.
            ordered.AddRange(part.OrderBy(p => p.Box.Y).ThenBy(p => rightToLeft ? -p.Box.Right : p.Box.X).Select(p => p.Block));
        }
    }

    /// <summary>Parts between which an empty band runs across; one part when there is none.</summary>
    private static List<List<Placed>> Split(List<Placed> part, Func<Placed, double> start, Func<Placed, double> end)
    {
        var parts = new List<List<Placed>>();
        var reach = double.NegativeInfinity;
        foreach (var placed in part.OrderBy(start))
        {
            if (start(placed) >= reach)
            {
                parts.Add([]);
            }

            parts[^1].Add(placed);
            reach = Math.Max(reach, end(placed));
        }

        return parts;
    }

    private sealed record Placed(TextBlock Block, Box Box);
}
