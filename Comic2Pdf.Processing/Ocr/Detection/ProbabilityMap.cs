using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Lines from the map that the network yields.</summary>
internal static class ProbabilityMap
{
    private const float PixelThreshold = 0.3f;
    private const double RegionThreshold = 0.5;

    // A trace of lettering too small or too pale to be a line: so likely, and of so many pixels.
    private const float TraceThreshold = 0.03f;
    private const int MinTrace = 2;

    // The network is trained on shrunken lines; they are grown again by area x this / perimeter on each side.
    private const double GrowRatio = 1.8;

    // Pixels of the map.
    private const int MinSide = 3;

    // Level lines are the rule: a smaller angle is noise of the measurement, in radians; a stubby region's angle means nothing.
    private const double MinAngle = 0.06;
    private const double MinAspectForAngle = 2.5;

    /// <summary>The lines, and where there are traces of others, in pixels of the page.</summary>
    /// <param name="map">Probability of each pixel.</param>
    /// <param name="width">Columns.</param>
    /// <param name="scaleX">Pixels of the page across for one of the map.</param>
    /// <param name="scaleY">Pixels of the page down for one of the map.</param>
    public static (List<TextRegion> Regions, IReadOnlyList<Box> Traces) Regions(
        ReadOnlySpan<float> map,
        int width,
        double scaleX,
        double scaleY
    )
    {
        var lines = Components(map, width, PixelThreshold).Where(IsLine).ToList();
        var traces = Components(map, width, TraceThreshold)
            .Where(c =>
                c.Area >= MinTrace && !lines.Exists(l => l.Left <= c.Right && c.Left <= l.Right && l.Top <= c.Bottom && c.Top <= l.Bottom)
            );
        return (
            lines.ConvertAll(c => Region(c, scaleX, scaleY)),
            [.. traces.Select(c => new Box(c.Left * scaleX, c.Top * scaleY, c.Width * scaleX, c.Height * scaleY))]
        );
    }

    private static bool IsLine(Component c) => Math.Min(c.Width, c.Height) >= MinSide && c.Weight / c.Area >= RegionThreshold;

    private static List<Component> Components(ReadOnlySpan<float> map, int width, float threshold)
    {
        var mask = new bool[map.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = map[i] > threshold;
        }

        return ConnectedComponents.Find(mask, width, map);
    }

    private static TextRegion Region(Component c, double scaleX, double scaleY)
    {
        var (length, thickness, angle) = c.Bar();
        var fill = c.Area / (length * thickness);
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
        )
        {
            Fill = fill,
        };
    }
}
