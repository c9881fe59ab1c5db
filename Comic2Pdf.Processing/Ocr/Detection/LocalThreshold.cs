namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// Ink by what is darker than its surroundings (Sauvola and Pietikäinen, "Adaptive document image binarization", 2000), with running sums so
/// that the window's size costs nothing.
/// </summary>
internal static class LocalThreshold
{
    private const double Sensitivity = 0.2;
    private const double Range = 128;

    /// <summary>True where there is ink.</summary>
    /// <param name="gray">Row by row, 0 is black.</param>
    /// <param name="width">Columns.</param>
    /// <param name="radius">Half the window, in pixels: about a letter's height.</param>
    public static bool[] Ink(ReadOnlySpan<byte> gray, int width, int radius)
    {
        var height = gray.Length / width;
        var stride = width + 1;
        var sums = new long[stride * (height + 1)];
        var squares = new long[stride * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            long sum = 0;
            long square = 0;
            var at = ((y + 1) * stride) + 1;
            for (var x = 0; x < width; x++, at++)
            {
                int value = gray[(y * width) + x];
                sum += value;
                square += value * value;
                sums[at] = sums[at - stride] + sum;
                squares[at] = squares[at - stride] + square;
            }
        }

        var ink = new bool[gray.Length];
        for (var y = 0; y < height; y++)
        {
            var (top, bottom) = (Math.Max(0, y - radius) * stride, Math.Min(height, y + radius + 1) * stride);
            var rows = (bottom - top) / stride;
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (Math.Max(0, x - radius), Math.Min(width, x + radius + 1));
                double count = (right - left) * rows;
                var mean = (sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]) / count;
                var variance =
                    ((squares[bottom + right] - squares[bottom + left] - squares[top + right] + squares[top + left]) / count)
                    - (mean * mean);
                var threshold = mean * (1 + (Sensitivity * ((Math.Sqrt(Math.Max(0, variance)) / Range) - 1)));
                ink[(y * width) + x] = gray[(y * width) + x] < threshold;
            }
        }

        return ink;
    }
}
