using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Groups lines into balloons and puts balloons into the order they are read in: recursive cuts of the page along empty bands
/// (Nagy and Seth, "Hierarchical representation of optically scanned documents", 1984), rows before columns.
/// </summary>
public static class ReadingOrder
{
    // Measured in line heights: lines of one balloon stand closer than balloons do.
    private const double MaxLineGap = 0.9;
    private const double MaxHeightRatio = 2;
    private const double MinOverlap = 0.3;

    /// <summary>Blocks in reading order.</summary>
    /// <param name="lines">Lines in any order.</param>
    /// <param name="rightToLeft">Whether columns are read from the right.</param>
    public static IReadOnlyList<TextBlock> Arrange(IReadOnlyList<TextLine> lines, bool rightToLeft)
    {
        var ordered = new List<Group>();
        Cut(Merge(lines), ordered, rightToLeft);
        return [.. ordered.Select(g => new TextBlock([.. g.Lines]))];
    }

    private static List<Group> Merge(IReadOnlyList<TextLine> lines)
    {
        var groups = new List<Group>();
        foreach (var line in lines.Select(l => (Line: l, Box: BoxOf(l))).OrderBy(l => l.Box.Y))
        {
            // Join the nearest group that ends right above.
            var above = groups
                .Where(g => g.Accepts(line.Line, line.Box))
                .MinBy(g => line.Box.Y - g.LastBox.Bottom);
            if (above is null)
            {
                groups.Add(new Group(line.Line, line.Box));
            }
            else
            {
                above.Add(line.Line, line.Box);
            }
        }

        return groups;
    }

    private static Box BoxOf(TextLine line) => line.Words.Select(w => w.Box).Aggregate((a, b) => a.Union(b));

    private static void Cut(List<Group> groups, List<Group> ordered, bool rightToLeft)
    {
        if (groups.Count <= 1)
        {
            ordered.AddRange(groups);
            return;
        }

        if (Split(groups, g => g.Box.Y, g => g.Box.Bottom) is { Count: > 1 } rows)
        {
            rows.ForEach(row => Cut(row, ordered, rightToLeft));
        }
        else if (Split(groups, g => g.Box.X, g => g.Box.Right) is { Count: > 1 } columns)
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
            ordered.AddRange(groups.OrderBy(g => g.Box.Y).ThenBy(g => rightToLeft ? -g.Box.Right : g.Box.X));
        }
    }

    /// <summary>Parts between which an empty band runs across; one part when there is none.</summary>
    private static List<List<Group>> Split(List<Group> groups, Func<Group, double> start, Func<Group, double> end)
    {
        var parts = new List<List<Group>>();
        var reach = double.NegativeInfinity;
        foreach (var group in groups.OrderBy(start))
        {
            if (start(group) >= reach)
            {
                parts.Add([]);
            }

            parts[^1].Add(group);
            reach = Math.Max(reach, end(group));
        }

        return parts;
    }

    private sealed class Group(TextLine line, Box box)
    {
        private double _lineHeight = line.Ascent + line.Descent;

        public List<TextLine> Lines { get; } = [line];

        public Box Box { get; private set; } = box;

        public Box LastBox { get; private set; } = box;

        public bool Accepts(TextLine line, Box box)
        {
            var height = line.Ascent + line.Descent;
            var ratio = height > _lineHeight ? height / _lineHeight : _lineHeight / height;
            var gap = box.Y - LastBox.Bottom;
            var overlap = Math.Min(box.Right, LastBox.Right) - Math.Max(box.X, LastBox.X);
            return ratio <= MaxHeightRatio
                && gap >= -0.6 * height && gap <= MaxLineGap * Math.Max(height, _lineHeight)
                && overlap >= MinOverlap * Math.Min(box.Width, LastBox.Width);
        }

        public void Add(TextLine line, Box box)
        {
            Lines.Add(line);
            Box = Box.Union(box);
            LastBox = box;
            _lineHeight = (_lineHeight + line.Ascent + line.Descent) / 2;
        }
    }
}
