namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// A part of a page that is searched by itself, and the part of it that it answers for: strips are far longer than wide, and seen as a whole their lettering would be
/// smaller than what the network finds.
/// </summary>
/// <param name="Area">Pixels that are looked at.</param>
/// <param name="OwnStart">Along the page's longer side, the first pixel that this tile answers for.</param>
/// <param name="OwnEnd">The first that it does not answer for any more.</param>
internal sealed record Tile(PagePart Area, double OwnStart, double OwnEnd)
{
    // Of the shorter side: a page this long is seen whole.
    private const double MaxAspect = 2.2;

    // Of the shorter side: a tile's length, as that of a usual page; and how much of it the next one sees again. A line is less thick than half of that.
    private const double Length = 1.4;
    private const double Overlap = 0.3;

    /// <summary>The tiles of a page, one for most pages.</summary>
    public static IEnumerable<Tile> Of(int width, int height)
    {
        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
        if (longer <= MaxAspect * shorter)
        {
            return [new Tile(new PagePart(0, 0, width, height), double.NegativeInfinity, double.PositiveInfinity)];
        }

        var size = (int)Math.Ceiling(Length * shorter);
        var count = (int)Math.Ceiling((longer - size) / ((Length - Overlap) * shorter)) + 1;
        var starts = Enumerable.Range(0, count).Select(i => (int)((long)(longer - size) * i / Math.Max(1, count - 1))).ToArray();
        return starts.Select(
            (start, i) =>
                new Tile(
                    height > width ? new PagePart(0, start, width, size) : new PagePart(start, 0, size, height),
                    i == 0 ? double.NegativeInfinity : (start + starts[i - 1] + size) / 2.0,
                    i == count - 1 ? double.PositiveInfinity : (starts[i + 1] + start + size) / 2.0
                )
        );
    }

    /// <summary>Whether a line found in it is this tile's to name: its middle decides, so that each line is named once.</summary>
    public bool Owns(TextRegion line)
    {
        var middle = Area.Height > Area.Width ? line.CenterY : line.CenterX;
        return middle >= OwnStart && middle < OwnEnd;
    }
}
