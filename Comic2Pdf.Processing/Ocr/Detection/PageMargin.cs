namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Finds the even margin around a page: what it holds need not be searched for lettering.</summary>
internal static class PageMargin
{
    // How much a pixel may differ from the corner's colour in a channel: noise of compression and paper.
    private const int Tolerance = 12;

    // Kept around what is not margin, in pixels: the network needs the surroundings of lettering.
    private const int Border = 24;

    /// <summary>The part inside the margin; its sides are multiples of <paramref name="multiple"/>, as those of the picture are.</summary>
    public static PagePart Inside(ReadOnlySpan<byte> rgb, int width, int height, int multiple)
    {
        int left = width,
            top = height,
            right = -1,
            bottom = -1;
        var corner = rgb[..3];
        for (var y = 0; y < height; y++)
        {
            var row = rgb.Slice(3 * y * width, 3 * width);
            var first = 0;
            while (first < width && IsLike(row, first, corner))
            {
                first++;
            }

            if (first == width)
            {
                continue;
            }

            var last = width - 1;
            while (last > right && last > first && IsLike(row, last, corner))
            {
                last--;
            }

            (left, right) = (Math.Min(left, first), Math.Max(right, last));
            (top, bottom) = (Math.Min(top, y), y);
        }

        if (right < 0)
        {
            return new PagePart(0, 0, Math.Min(width, multiple), Math.Min(height, multiple));
        }

        var (x, w) = Fit(left, right, width, multiple);
        var (up, h) = Fit(top, bottom, height, multiple);
        return new PagePart(x, up, w, h);
    }

    private static bool IsLike(ReadOnlySpan<byte> row, int x, ReadOnlySpan<byte> color) =>
        Math.Abs(row[3 * x] - color[0]) <= Tolerance
        && Math.Abs(row[(3 * x) + 1] - color[1]) <= Tolerance
        && Math.Abs(row[(3 * x) + 2] - color[2]) <= Tolerance;

    private static (int Start, int Length) Fit(int first, int last, int side, int multiple)
    {
        var wanted = last - first + 1 + (2 * Border);
        var length = Math.Min(side, (wanted + multiple - 1) / multiple * multiple);
        var start = Math.Clamp(first - Border - ((length - wanted) / 2), 0, side - length);
        return (start, length);
    }
}
