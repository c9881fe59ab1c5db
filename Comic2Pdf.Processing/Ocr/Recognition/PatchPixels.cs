using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;
using NetVips;

namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>Pixels of a part of a page, levelled and scaled.</summary>
internal static class PatchPixels
{
    /// <summary>Cuts out a part: red, green and blue of each pixel.</summary>
    /// <param name="page">The page as shown.</param>
    /// <param name="frame">In which the part is level.</param>
    /// <param name="around">The part, in the frame.</param>
    /// <param name="scale">Pixels of the result for one of the page.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static byte[] Sample(RgbImage page, Frame frame, Box around, double scale, int width, int height)
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

    /// <summary>The whole pixels of the page that a box touches.</summary>
    public static Box Whole(Box box, RgbImage page)
    {
        var (left, top) = (Math.Clamp(Math.Floor(box.X), 0, page.Width - 1), Math.Clamp(Math.Floor(box.Y), 0, page.Height - 1));
        return new Box(
            left,
            top,
            Math.Clamp(Math.Ceiling(box.Right), left + 1, page.Width) - left,
            Math.Clamp(Math.Ceiling(box.Bottom), top + 1, page.Height) - top
        );
    }
}
