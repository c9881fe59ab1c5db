using Comic2Pdf.Processing.Text;
using Microsoft.ML.OnnxRuntime;
using NetVips;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>
/// A small convolutional network that says of each pixel how likely it belongs to lettering (Liao et al., "Real-time scene text detection
/// with differentiable binarization", 2020), in the mobile version of PP-OCRv4. Lines are the connected components of likely pixels.
/// </summary>
public sealed class LearnedTextDetector : ITextDetector
{
    /// <summary>Pixels of the page's longer side as the network sees it: the least at which small lettering is found (docs/ocr-trials.md).</summary>
    private const int LongSide = 896;

    // Where a faint trace of lettering or a small line is seen, the page is looked at once more, so much larger, but no larger than it is; for less than the least it is not worth it.
    private const double Closer = 2;
    private const double MinCloser = 1.3;

    // What is looked at then, in pixels of the first look: lines go on beside a trace, but not beside a line.
    private const double Beside = 96;
    private const double Around = 32;

    // The network halves its input five times.
    private const int Multiple = 32;

    // Mean and deviation of ImageNet, which the network was trained with, in the order blue, green, red of its training.
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    /// <summary>Loads the network.</summary>
    /// <param name="modelPath">An ONNX file, input [1,3,h,w], output [1,1,h,w].</param>
    public LearnedTextDetector(string modelPath) => _session = OnnxNetwork.Load(modelPath);

    /// <summary>Whether parts of a page are looked at once more, from near. Default true; the benchmark leaves it out to say what it costs and brings.</summary>
    internal bool LooksCloser { get; init; } = true;

    /// <inheritdoc/>
    public bool FindsTurnedLettering => true;

    /// <inheritdoc/>
    public IReadOnlyList<TextRegion> Detect(RgbImage page) =>
        [.. Tile.Of(page.Width, page.Height).SelectMany(tile => Detect(page, tile.Area).Where(tile.Owns))];

    private List<TextRegion> Detect(RgbImage page, PagePart area)
    {
        var scale = Math.Min(1, (double)LongSide / Math.Max(area.Width, area.Height));
        var (regions, traces) = Search(page, area, scale);
        var closer = Math.Min(1, scale * Closer);
        if (!LooksCloser || closer < scale * MinCloser)
        {
            return regions;
        }

        Box[] faint = [.. traces.Select(t => TraceWindows.Around(t, Beside / scale, Around / scale))];
        Box[] torn = [.. regions.Where(r => CloserLook.IsTorn(r, scale)).Select(r => Window(r.Bounds))];
        Box[] small = [.. regions.Where(r => CloserLook.IsSmall(r, scale)).Select(r => Window(r.Bounds))];

        // What is too much together is left out, the least needed first.
        Box[][] wishes =
        [
            [.. faint, .. torn, .. small],
            [.. faint, .. torn],
            faint,
        ];
        var windows = wishes.Select(w => TraceWindows.Of(w, area)).FirstOrDefault(w => w.Count > 0, []);
        return CloserLook.Join(regions, scale, [.. windows.SelectMany(w => Search(page, w, closer).Regions)]);

        Box Window(Box line) => TraceWindows.Around(line, Around / scale, Around / scale);
    }

    private (List<TextRegion> Regions, IReadOnlyList<Box> Traces) Search(RgbImage page, PagePart area, double scale)
    {
        var width = RoundUp(area.Width * scale);
        var height = RoundUp(area.Height * scale);
        var small = Shrink(page, area, width, height);
        var part = PageMargin.Inside(small, width, height, Multiple);
        var input = Normalize(small, width, part);
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [1, 3, part.Height, part.Width]);
        using var outputs = _session.Run(_run, _session.InputNames, [tensor], _session.OutputNames);
        var (scaleX, scaleY) = ((double)area.Width / width, (double)area.Height / height);
        var (left, top) = ((part.Left * scaleX) + area.Left, (part.Top * scaleY) + area.Top);
        var (regions, traces) = ProbabilityMap.Regions(outputs[0].GetTensorDataAsSpan<float>(), part.Width, scaleX, scaleY);
        return (
            regions.ConvertAll(r => r with { CenterX = r.CenterX + left, CenterY = r.CenterY + top }),
            [.. traces.Select(t => t with { X = t.X + left, Y = t.Y + top })]
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private static int RoundUp(double side) => Math.Max(Multiple, (int)Math.Round(side / Multiple) * Multiple);

    private static byte[] Shrink(RgbImage page, PagePart area, int width, int height)
    {
        using var view = page.View();
        using var image = view.ExtractArea(area.Left, area.Top, area.Width, area.Height);
        using var small = image.Resize((double)width / area.Width, Enums.Kernel.Linear, vscale: (double)height / area.Height);
        using var exact =
            small.Width == width && small.Height == height
                ? small.Copy()
                : small.Gravity(Enums.CompassDirection.NorthWest, width, height, Enums.Extend.Copy);
        return exact.WriteToMemory<byte>();
    }

    private static float[] Normalize(byte[] rgb, int width, PagePart part)
    {
        var pixels = part.Width * part.Height;
        var planes = new float[3 * pixels];
        for (var plane = 0; plane < 3; plane++)
        {
            var factor = 1 / (255 * Deviation[plane]);
            var offset = Mean[plane] / Deviation[plane];
            for (var y = 0; y < part.Height; y++)
            {
                var target = planes.AsSpan((plane * pixels) + (y * part.Width), part.Width);
                for (int x = 0, at = (3 * (((part.Top + y) * width) + part.Left)) + 2 - plane; x < target.Length; x++, at += 3)
                {
                    target[x] = (rgb[at] * factor) - offset;
                }
            }
        }

        return planes;
    }
}
