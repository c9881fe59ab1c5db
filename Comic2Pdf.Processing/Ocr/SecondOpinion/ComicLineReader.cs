using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.Recognition;
using Microsoft.ML.OnnxRuntime;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>
/// The project's own recogniser: a network that was trained on drawn comic lettering in Latin script. Its recipe, its input and its output are in training/README.md.
/// It knows no words: what it reads is what it sees.
/// </summary>
public sealed class ComicLineReader : ILineReader
{
    // What the network was trained with: pixels across a line, and pixels along it for one column of scores.
    private const int Height = 32;
    private const int Stride = 4;

    // Widths are multiples of it, so that the runtime meets few shapes; a longer line than it has ever seen is pressed together.
    private const int WidthStep = 16;
    private const int MaxWidth = 1600;

    // Gray levels: a line with less contrast is not stretched to full.
    private const double MinDeviation = 8;

    // Of a line's thickness, left out above and below: the detector leaves more room than the network needs, and letters must be large.
    private const double Trim = 0.1;

    // Every second pixel tells the colours of letters and ground as well as all.
    private const int ColorStep = 2;

    private readonly Lazy<Network> _network;
    private readonly RunOptions _run = new();

    /// <summary>A reader; the network is loaded for the first line.</summary>
    /// <param name="load">Gives the ONNX file's bytes; their metadata entry "alphabet" has the network's characters in order.</param>
    public ComicLineReader(Func<byte[]> load) => _network = new Lazy<Network>(() => new Network(load()), isThreadSafe: false);

    /// <inheritdoc/>
    public LineReading Read(RgbImage page, TextRegion line)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(line);
        var frame = new Frame(line.Angle);
        var box = frame.BoxOf(line with { Thickness = line.Thickness * (1 - (2 * Trim)) });
        box = line.Angle == 0 ? PatchPixels.Whole(box, page) : box;
        var scale = Height / box.Height;
        var width = Math.Clamp((int)Math.Ceiling(box.Width * scale), 1, MaxWidth);
        var rgb = PatchPixels.Sample(page, frame, box, scale, width, Height);
        var paddedWidth = (width + WidthStep - 1) / WidthStep * WidthStep;
        using var tensor = OrtValue.CreateTensorValueFromMemory(
            Normalize(Gray(rgb, width * Height), width, paddedWidth),
            [1, 1, Height, paddedWidth]
        );
        using var outputs = _network.Value.Session.Run(
            _run,
            _network.Value.Session.InputNames,
            [tensor],
            _network.Value.Session.OutputNames
        );
        var classes = (int)outputs[0].GetTensorTypeAndShape().Shape[^1];
        var columns = (width + Stride - 1) / Stride;

        // The network gives natural logarithms.
        float[] probabilities = [.. outputs[0].GetTensorDataAsSpan<float>()[..(columns * classes)]];
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = MathF.Exp(probabilities[i]);
        }

        return _network.Value.Decoder.Decode(probabilities, (double)width / Stride);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_network.IsValueCreated)
        {
            _network.Value.Session.Dispose();
        }

        _run.Dispose();
    }

    // Dark letters on white, whatever their colours.
    private static byte[] Gray(byte[] rgb, int count)
    {
        var isInside = new bool[count];
        isInside.AsSpan().Fill(true);
        var colors = InkColors.Find(rgb, isInside, ColorStep);
        var gray = new byte[count];
        for (var i = 0; i < count; i++)
        {
            gray[i] = colors.Gray(rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]);
        }

        return gray;
    }

    // Ink positive, mean 0, deviation 1; padded on the right with 0.
    private static float[] Normalize(byte[] gray, int width, int paddedWidth)
    {
        var mean = gray.Average(g => (double)g);
        var deviation = Math.Max(MinDeviation, Math.Sqrt(gray.Average(g => (g - mean) * (g - mean))));
        var input = new float[Height * paddedWidth];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                input[(y * paddedWidth) + x] = (float)((mean - gray[(y * width) + x]) / deviation);
            }
        }

        return input;
    }

    private sealed class Network
    {
        public Network(byte[] model)
        {
            Session = OnnxNetwork.Load(model);
            Decoder = new CtcDecoder(Session.ModelMetadata.CustomMetadataMap["alphabet"].Select(c => c.ToString()), LatinAlphabet.Has);
        }

        public InferenceSession Session { get; }

        public CtcDecoder Decoder { get; }
    }
}
