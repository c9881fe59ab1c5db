namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Lines from the map that the network yields.</summary>
internal static class ProbabilityMap
{
    private const float PixelThreshold = 0.3f;
    private const double RegionThreshold = 0.5;

    // The network is trained on shrunken lines; they are grown again by area x this / perimeter on each side.
    private const double GrowRatio = 1.8;

    // Pixels of the map.
    private const int MinSide = 3;

    // Level lines are the rule: a smaller angle is noise of the measurement, in radians; a stubby region's angle means nothing.
    private const double MinAngle = 0.06;
    private const double MinAspectForAngle = 2.5;

    /// <summary>The lines.</summary>
    /// <param name="map">Probability of each pixel.</param>
    /// <param name="width">Columns.</param>
    /// <param name="scaleX">Pixels of the page across for one of the map.</param>
    /// <param name="scaleY">Pixels of the page down for one of the map.</param>
    public static List<TextRegion> Regions(ReadOnlySpan<float> map, int width, double scaleX, double scaleY)
    {
        var mask = new bool[map.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = map[i] > PixelThreshold;
        }

        return
        [
            .. ConnectedComponents
                .Find(mask, width, map)
                .Where(c => Math.Min(c.Width, c.Height) >= MinSide && c.Weight / c.Area >= RegionThreshold)
                .Select(c => Region(c, scaleX, scaleY)),
        ];
    }

    private static TextRegion Region(Component c, double scaleX, double scaleY)
    {
        var (length, thickness, angle) = c.Bar();
        var isLevel = Math.Abs(angle) < MinAngle || length < MinAspectForAngle * thickness || Math.Abs(angle) > 1;
        if (isLevel)
        {
            (length, thickness, angle) = (c.Width, c.Height, 0);
        }

        var grow = GrowRatio * length * thickness / (2 * (length + thickness));
        var (x, y) = isLevel ? ((c.Left + c.Right) / 2.0, (c.Top + c.Bottom) / 2.0) : c.Center;
        return new TextRegion(
            (x + 0.5) * scaleX,
            (y + 0.5) * scaleY,
            (length + (2 * grow)) * scaleX,
            (thickness + (2 * grow)) * scaleY,
            angle
        );
    }
}
