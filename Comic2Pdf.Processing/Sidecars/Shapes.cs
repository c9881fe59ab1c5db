using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Sidecars;

/// <summary>What formats ask of blocks and lines, and the text does not say itself.</summary>
internal static class Shapes
{
    /// <summary>The upright rectangle around all words of a block.</summary>
    public static Box BoundsOf(TextBlock block) => block.Lines.Select(l => l.Bounds()).Aggregate((a, b) => a.Union(b));

    /// <summary>A line's words, with blanks between them.</summary>
    public static string TextOf(TextLine line) => string.Join(' ', line.Words.Select(w => w.Text));

    /// <summary>The blocks of a page with something in them, and of them the lines with something in them.</summary>
    public static IEnumerable<TextBlock> BlocksOf(SidecarPage page) =>
        (page.Text?.Blocks ?? []).Select(b => new TextBlock([.. b.Lines.Where(l => l.Words.Count > 0)])).Where(b => b.Lines.Count > 0);

    /// <summary>A rectangle of whole pixels on the page: left, top, right, bottom.</summary>
    public static (int Left, int Top, int Right, int Bottom) Pixels(Box box, SidecarPage page)
    {
        var (left, top) = (Clamp(Math.Floor(box.X), page.Width), Clamp(Math.Floor(box.Y), page.Height));
        return (
            left,
            top,
            Math.Max(left, Clamp(Math.Ceiling(box.Right), page.Width)),
            Math.Max(top, Clamp(Math.Ceiling(box.Bottom), page.Height))
        );
    }

    private static int Clamp(double at, int most) => (int)Math.Clamp(at, 0, most);
}
