using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>The parts of a page that are worth a second, closer look: around traces of lettering that was not found.</summary>
internal static class TraceWindows
{
    // Of the area: what has traces everywhere is art.
    private const double MaxShare = 0.5;

    /// <summary>The parts; none when they would be most of the area.</summary>
    /// <param name="places">What is to be seen, with its surroundings, in pixels of the page.</param>
    /// <param name="area">What was looked at.</param>
    public static IReadOnlyList<PagePart> Of(IReadOnlyList<Box> places, PagePart area)
    {
        List<Box> windows = [.. places];
        for (var count = -1; count != windows.Count; )
        {
            count = windows.Count;
            windows =
            [
                .. Clusters
                    .Of(count, (i, j) => Meet(windows[i], windows[j]))
                    .Select(g => g.Select(i => windows[i]).Aggregate((a, b) => a.Union(b))),
            ];
        }

        PagePart[] parts = [.. windows.Select(w => Inside(w, area))];
        return parts.Sum(p => (double)p.Width * p.Height) <= MaxShare * area.Width * area.Height ? parts : [];
    }

    /// <summary>A place with its surroundings.</summary>
    /// <param name="place">In pixels of the page.</param>
    /// <param name="beside">Pixels on its left and right.</param>
    /// <param name="above">Pixels above and below it.</param>
    public static Box Around(Box place, double beside, double above) =>
        new(place.X - beside, place.Y - above, place.Width + (2 * beside), place.Height + (2 * above));

    /// <summary>Whether two places share more than a share of the smaller one.</summary>
    public static bool Overlap(Box a, Box b, double share)
    {
        var width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        return width > 0 && height > 0 && width * height > share * Math.Min(a.Width * a.Height, b.Width * b.Height);
    }

    private static bool Meet(Box a, Box b) =>
        Math.Min(a.Right, b.Right) >= Math.Max(a.X, b.X) && Math.Min(a.Bottom, b.Bottom) >= Math.Max(a.Y, b.Y);

    private static PagePart Inside(Box box, PagePart area)
    {
        var left = (int)Math.Clamp(box.X, area.Left, area.Left + area.Width - 1);
        var top = (int)Math.Clamp(box.Y, area.Top, area.Top + area.Height - 1);
        var right = (int)Math.Clamp(Math.Ceiling(box.Right), left + 1, area.Left + area.Width);
        var bottom = (int)Math.Clamp(Math.Ceiling(box.Bottom), top + 1, area.Top + area.Height);
        return new PagePart(left, top, right - left, bottom - top);
    }
}
