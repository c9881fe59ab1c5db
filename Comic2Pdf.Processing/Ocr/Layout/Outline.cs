using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Layout;

/// <summary>Tells whether a balloon's outline runs between two lines: then they are not one text, however close they stand.</summary>
internal static class Outline
{
    // Ways across the gap that are looked along.
    private const int Ways = 12;

    // Of 441: what differs by more from the ground is an outline, or art.
    private const double MinDistance = 90;

    // Of the ways, so many must meet it.
    private const double MinShare = 0.8;

    /// <summary>Whether one runs between.</summary>
    /// <param name="page">The page as shown.</param>
    /// <param name="frame">In which the lines are level.</param>
    /// <param name="gap">The gap between them, in the frame.</param>
    /// <param name="isBeside">Whether the lines stand beside one another; else one below the other.</param>
    /// <param name="ground">What the lines stand on.</param>
    public static bool RunsThrough(RgbImage page, Frame frame, Box gap, bool isBeside, IReadOnlyList<double> ground)
    {
        var steps = (int)Math.Ceiling(isBeside ? gap.Width : gap.Height);
        var met = 0;
        for (var way = 0; way < Ways; way++)
        {
            var across = (way + 0.5) / Ways;
            for (var step = 0; step < steps; step++)
            {
                var along = (step + 0.5) / steps;
                var (x, y) = frame.ToPage(
                    gap.X + (gap.Width * (isBeside ? along : across)),
                    gap.Y + (gap.Height * (isBeside ? across : along))
                );
                if (
                    x >= 0
                    && y >= 0
                    && x < page.Width
                    && y < page.Height
                    && IsOther(page.Pixels.AsSpan(3 * (((int)y * page.Width) + (int)x), 3), ground)
                )
                {
                    met++;
                    break;
                }
            }
        }

        return met >= MinShare * Ways;
    }

    private static bool IsOther(ReadOnlySpan<byte> pixel, IReadOnlyList<double> ground)
    {
        var (r, g, b) = (pixel[0] - ground[0], pixel[1] - ground[1], pixel[2] - ground[2]);
        return (r * r) + (g * g) + (b * b) > MinDistance * MinDistance;
    }
}
