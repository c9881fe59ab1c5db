using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>
/// A block cut out of its page as the engine reads it best: lines level and of a fixed height, dark on white, everything beside them white.
/// </summary>
internal sealed class BlockPatch
{
    /// <summary>Thickness of a line as the engine sees it, in pixels; quality is flat from 36 to 64, cost is not (docs/ocr-trials.md).</summary>
    private const double LineThickness = 40;

    // Of a line of ideographs or syllables, each of more strokes than a letter; in Korean a blank is a fifth of one only and is not seen at less.
    private const double CjkLineThickness = 52;

    // Of a column: two that stand close are often found as one, and each must be seen large enough.
    private const double ColumnThickness = 64;

    // More would only blow up what is not there.
    private const double MaxScale = 3;

    // White around, in pixels of the patch: the engine misses letters at the very edge.
    private const int Margin = 12;

    private readonly Frame _frame;
    private readonly double _scale;
    private readonly double _left;
    private readonly double _top;

    private BlockPatch(Frame frame, double scale, double left, double top, GrayImage image)
    {
        (_frame, _scale, _left, _top) = (frame, scale, left, top);
        Image = image;
    }

    /// <summary>What the engine is given.</summary>
    public GrayImage Image { get; }

    /// <summary>Cuts.</summary>
    /// <param name="page">The page as shown.</param>
    /// <param name="block">A block on it.</param>
    /// <param name="isCjk">Whether it may be Chinese, Japanese or Korean.</param>
    public static BlockPatch Cut(RgbImage page, RegionBlock block, bool isCjk = false)
    {
        var frame = block.Frame;
        var boxes = block.Lines.Select(frame.BoxOf).ToArray();
        var around = boxes.Aggregate((a, b) => a.Union(b));
        around = frame.Angle == 0 ? PatchPixels.Whole(around, page) : around;
        var scale = Math.Min(
            MaxScale,
            (
                block.IsVertical ? ColumnThickness
                : isCjk ? CjkLineThickness
                : LineThickness
            ) / block.Thickness
        );

        var width = Math.Max(1, (int)Math.Ceiling(around.Width * scale));
        var height = Math.Max(1, (int)Math.Ceiling(around.Height * scale));
        var rgb = PatchPixels.Sample(page, frame, around, scale, width, height);
        var isInside = new bool[width * height];
        foreach (var box in boxes)
        {
            var right = Math.Min(width, (int)Math.Ceiling((box.Right - around.X) * scale));
            var bottom = Math.Min(height, (int)Math.Ceiling((box.Bottom - around.Y) * scale));
            for (var y = Math.Max(0, (int)((box.Y - around.Y) * scale)); y < bottom; y++)
            {
                isInside.AsSpan(y * width, right)[Math.Max(0, (int)((box.X - around.X) * scale))..].Fill(true);
            }
        }

        return new BlockPatch(frame, scale, around.X - (Margin / scale), around.Y - (Margin / scale), Paint(rgb, isInside, width, height));
    }

    /// <summary>A line read on the patch, where it stands on the page.</summary>
    public TextLine ToPage(TextLine line)
    {
        var (x1, y1) = ToPage(line.Baseline.X1, line.Baseline.Y1);
        var (x2, y2) = ToPage(line.Baseline.X2, line.Baseline.Y2);
        return new TextLine(
            new Baseline(x1, y1, x2, y2),
            line.Ascent / _scale,
            line.Descent / _scale,
            [.. line.Words.Select(w => w.Map(ToPage))]
        );
    }

    private (double X, double Y) ToPage(double x, double y) => _frame.ToPage((x / _scale) + _left, (y / _scale) + _top);

    private Box ToPage(Box box) =>
        _frame.ToPage(new Box((box.X / _scale) + _left, (box.Y / _scale) + _top, box.Width / _scale, box.Height / _scale));

    private static GrayImage Paint(byte[] rgb, bool[] isInside, int width, int height)
    {
        var colors = InkColors.Find(rgb, isInside);
        var (outerWidth, outerHeight) = (width + (2 * Margin), height + (2 * Margin));
        var pixels = new byte[outerWidth * outerHeight];
        pixels.AsSpan().Fill(255);
        for (var i = 0; i < isInside.Length; i++)
        {
            if (isInside[i])
            {
                pixels[((i / width) + Margin) * outerWidth + (i % width) + Margin] = colors.Gray(
                    rgb[3 * i],
                    rgb[(3 * i) + 1],
                    rgb[(3 * i) + 2]
                );
            }
        }

        return new GrayImage(outerWidth, outerHeight, pixels);
    }
}
