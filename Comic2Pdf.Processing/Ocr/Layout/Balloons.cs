using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Groups lines that stand close below one another: one balloon or caption.</summary>
public static class Balloons
{
    // In line heights: lines of one balloon stand closer together than balloons do.
    private const double MaxGap = 0.9;
    private const double MaxOverlapUp = 0.6;
    private const double MaxHeightRatio = 2;

    // Of the narrower line's width.
    private const double MinSharedWidth = 0.3;

    /// <summary>The groups, in no particular order.</summary>
    public static IReadOnlyList<TextBlock> Group(IEnumerable<TextLine> lines)
    {
        var groups = new List<Balloon>();
        foreach (var (line, box) in lines.Select(l => (Line: l, Box: l.Bounds())).OrderBy(l => l.Box.Y))
        {
            var above = groups.Where(g => g.Accepts(line, box)).MinBy(g => box.Y - g.LastBox.Bottom);
            if (above is null)
            {
                groups.Add(new Balloon(line, box));
            }
            else
            {
                above.Add(line, box);
            }
        }

        return [.. groups.Select(g => new TextBlock(g.Lines))];
    }

    private sealed class Balloon(TextLine line, Box box)
    {
        private double _lineHeight = line.Ascent + line.Descent;

        public List<TextLine> Lines { get; } = [line];

        public Box LastBox { get; private set; } = box;

        public bool Accepts(TextLine line, Box box)
        {
            var height = line.Ascent + line.Descent;
            var larger = Math.Max(height, _lineHeight);
            var gap = box.Y - LastBox.Bottom;
            var shared = Math.Min(box.Right, LastBox.Right) - Math.Max(box.X, LastBox.X);
            return larger <= MaxHeightRatio * Math.Min(height, _lineHeight)
                && gap >= -MaxOverlapUp * height && gap <= MaxGap * larger
                && shared >= MinSharedWidth * Math.Min(box.Width, LastBox.Width);
        }

        public void Add(TextLine line, Box box)
        {
            Lines.Add(line);
            LastBox = box;
            _lineHeight = (_lineHeight + line.Ascent + line.Descent) / 2;
        }
    }
}
