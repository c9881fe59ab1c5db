namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>
/// The two colours of a patch, lettering and ground, found by 2-means from a split by brightness. Lettering of any colour, dark on light or
/// light on dark, becomes dark gray on white by where a pixel lies between the two (Fisher's linear discriminant with equal spreads).
/// </summary>
internal sealed class InkColors
{
    private const int Rounds = 4;

    // One pixel in five is enough for two means.
    private const int PatchStep = 5;

    // Colours closer than this (of 441) are no lettering: noise is not stretched to full contrast.
    private const double MinDistance = 24;

    private readonly double[] _ground;
    private readonly double[] _direction;

    private InkColors(double[] ground, double[] ink, double inkShare)
    {
        (_ground, Ink, InkShare) = (ground, ink, inkShare);
        _direction = [ink[0] - ground[0], ink[1] - ground[1], ink[2] - ground[2]];
        var square = _direction.Sum(d => d * d);
        square = Math.Max(square, MinDistance * Math.Sqrt(Math.Max(square, 1)));
        for (var i = 0; i < 3; i++)
        {
            _direction[i] /= square;
        }
    }

    /// <summary>Mean colour of the ground: red, green, blue, 0 to 255.</summary>
    public IReadOnlyList<double> Ground => _ground;

    /// <summary>Mean colour of the lettering: red, green, blue, 0 to 255.</summary>
    public IReadOnlyList<double> Ink { get; }

    /// <summary>Share of the pixels that are lettering, 0 to 0.5.</summary>
    public double InkShare { get; }

    /// <summary>Finds them on a patch.</summary>
    /// <param name="rgb">Pixels, three bytes each.</param>
    /// <param name="isInside">Which pixels count: those in the line boxes.</param>
    public static InkColors Find(ReadOnlySpan<byte> rgb, ReadOnlySpan<bool> isInside) => Find(rgb, isInside, PatchStep);

    /// <summary>Finds them among pixels.</summary>
    /// <param name="rgb">Pixels, three bytes each.</param>
    /// <param name="isInside">Which pixels count.</param>
    /// <param name="step">1: all of them are looked at; n: one in n.</param>
    public static InkColors Find(ReadOnlySpan<byte> rgb, ReadOnlySpan<bool> isInside, int step)
    {
        var dark = new double[] { 0, 0, 0 };
        var light = new double[] { 255, 255, 255 };
        var count = (Dark: 0, Light: 0);
        for (var round = 0; round < Rounds; round++)
        {
            var sums = (Dark: new double[3], Light: new double[3]);
            count = (0, 0);
            for (var i = 0; i < isInside.Length; i += step)
            {
                if (!isInside[i])
                {
                    continue;
                }

                var pixel = rgb.Slice(3 * i, 3);
                var isDark = Distance(pixel, dark) < Distance(pixel, light);
                var sum = isDark ? sums.Dark : sums.Light;
                sum[0] += pixel[0];
                sum[1] += pixel[1];
                sum[2] += pixel[2];
                count = isDark ? (count.Dark + 1, count.Light) : (count.Dark, count.Light + 1);
            }

            if (count.Dark == 0 || count.Light == 0)
            {
                break;
            }

            dark = [.. sums.Dark.Select(s => s / count.Dark)];
            light = [.. sums.Light.Select(s => s / count.Light)];
        }

        // Letters cover less than the ground they stand on.
        var less = Math.Min(count.Dark, count.Light) / (double)Math.Max(1, count.Dark + count.Light);
        return count.Dark > count.Light ? new InkColors(dark, light, less) : new InkColors(light, dark, less);
    }

    /// <summary>0 for ink, 255 for ground.</summary>
    public byte Gray(byte r, byte g, byte b)
    {
        var ink = ((r - _ground[0]) * _direction[0]) + ((g - _ground[1]) * _direction[1]) + ((b - _ground[2]) * _direction[2]);
        return (byte)Math.Clamp(255 - (255 * ink), 0, 255);
    }

    private static double Distance(ReadOnlySpan<byte> pixel, double[] color)
    {
        var (r, g, b) = (pixel[0] - color[0], pixel[1] - color[1], pixel[2] - color[2]);
        return (r * r) + (g * g) + (b * b);
    }
}
