using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;
using NetVips;

namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>
/// A block cut out of its page as the engine reads it best: lines level and of a fixed height, dark on white, everything beside them white.
/// </summary>
internal sealed class BlockPatch
{
    /// <summary>Thickness of a line as the engine sees it, in pixels; quality is flat from 36 to 64, cost is not (docs/ocr.md).</summary>
    private const double LineThickness = 48;

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
    public static BlockPatch Cut(RgbImage page, RegionBlock block)
    {
        var frame = block.Frame;
        var boxes = block.Lines.Select(frame.BoxOf).ToArray();
        var around = boxes.Aggregate((a, b) => a.Union(b));
        around = frame.Angle == 0 ? WholePixels(around, page) : around;
        var scale = Math.Min(MaxScale, LineThickness / block.Thickness);

        var width = Math.Max(1, (int)Math.Ceiling(around.Width * scale));
        var height = Math.Max(1, (int)Math.Ceiling(around.Height * scale));
        var rgb = Sample(page, frame, around, scale, width, height);
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

    private static byte[] Sample(RgbImage page, Frame frame, Box around, double scale, int width, int height)
    {
        using var whole = page.View();
        if (frame.Angle == 0)
        {
            using var level = whole.ExtractArea((int)around.X, (int)around.Y, (int)around.Width, (int)around.Height);
            using var scaled = level.Resize(width / around.Width, Enums.Kernel.Cubic, vscale: height / around.Height);
            using var exact = scaled.Gravity(Enums.CompassDirection.NorthWest, width, height, Enums.Extend.Copy);
            return exact.WriteToMemory<byte>();
        }

        var upright = frame.ToPage(around);
        const int Reach = 4;
        var left = Math.Clamp((int)upright.X - Reach, 0, page.Width - 1);
        var top = Math.Clamp((int)upright.Y - Reach, 0, page.Height - 1);
        var right = Math.Clamp((int)upright.Right + Reach, left + 1, page.Width);
        var bottom = Math.Clamp((int)upright.Bottom + Reach, top + 1, page.Height);
        using var cut = whole.ExtractArea(left, top, right - left, bottom - top);

        // Shrunk with a filter first, so that turning need not; then turned about the page's origin and moved to the patch's.
        var shrink = Math.Min(1, scale);
        using var small = shrink < 1 ? cut.Resize(shrink, Enums.Kernel.Cubic) : cut.Copy();
        var rest = scale / shrink;
        var (sin, cos) = Math.SinCos(frame.Angle);
        // Centre of pixel (i, j) of the small picture lies at ((i + 0.5) / shrink + left, ...) on the page.
        var (originX, originY) = frame.FromPage(left + (0.5 / shrink), top + (0.5 / shrink));
        using var interpolate = Interpolate.NewFromName("bicubic");
        using var turned = small.Affine(
            [rest * cos, rest * sin, -rest * sin, rest * cos],
            interpolate: interpolate,
            oarea: [0, 0, width, height],
            odx: ((originX - around.X) * scale) - 0.5,
            ody: ((originY - around.Y) * scale) - 0.5,
            extend: Enums.Extend.Copy
        );
        return turned.WriteToMemory<byte>();
    }

    private static Box WholePixels(Box box, RgbImage page)
    {
        var (left, top) = (Math.Clamp(Math.Floor(box.X), 0, page.Width - 1), Math.Clamp(Math.Floor(box.Y), 0, page.Height - 1));
        return new Box(
            left,
            top,
            Math.Clamp(Math.Ceiling(box.Right), left + 1, page.Width) - left,
            Math.Clamp(Math.Ceiling(box.Bottom), top + 1, page.Height) - top
        );
    }

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
