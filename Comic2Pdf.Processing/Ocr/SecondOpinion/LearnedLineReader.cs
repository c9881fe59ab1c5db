using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.Recognition;
using Microsoft.ML.OnnxRuntime;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>
/// The recogniser of PP-OCRv4 (mobile): a network that sees a line as a whole and was trained on signs and posters, where Tesseract was trained on print. It knows few letters with accents.
/// </summary>
public sealed class LearnedLineReader : ILineReader
{
    // What the network was trained with.
    private const int Height = 48;

    // Pixels across: less is padded, more is pressed together.
    private const int MinWidth = 64;
    private const int MaxWidth = 1600;

    // Most pages have no line that needs it.
    private readonly Lazy<InferenceSession> _session;
    private readonly RunOptions _run = new();
    private readonly CtcDecoder _decoder;

    /// <summary>A reader; the network is loaded for the first line.</summary>
    /// <param name="modelPath">An ONNX file, input [1,3,48,w], output [1,steps,classes].</param>
    /// <param name="alphabet">Its letters, in order.</param>
    public LearnedLineReader(string modelPath, IEnumerable<string> alphabet)
    {
        _session = new Lazy<InferenceSession>(() => OnnxNetwork.Load(modelPath), isThreadSafe: false);
        _decoder = new CtcDecoder([.. alphabet, " "], LatinAlphabet.Has);
    }

    /// <inheritdoc/>
    public LineReading Read(RgbImage page, TextRegion line)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(line);
        var frame = new Frame(line.Angle);
        var box = line.Angle == 0 ? PatchPixels.Whole(frame.BoxOf(line), page) : frame.BoxOf(line);
        var scale = Height / box.Height;
        var lineWidth = Math.Clamp((int)Math.Ceiling(box.Width * scale), 1, MaxWidth);
        var width = Math.Max(MinWidth, lineWidth);
        var input = Normalize(PatchPixels.Sample(page, frame, box, scale, lineWidth, Height), lineWidth, width);
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [1, 3, Height, width]);
        using var outputs = _session.Value.Run(_run, _session.Value.InputNames, [tensor], _session.Value.OutputNames);
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        return shape[^1] == _decoder.Classes
            ? _decoder.Decode(outputs[0].GetTensorDataAsSpan<float>(), (double)shape[^2] * lineWidth / width)
            : throw new InvalidDataException($"the line reader's network has {shape[^1]} letters, its alphabet {_decoder.Classes}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session.IsValueCreated)
        {
            _session.Value.Dispose();
        }

        _run.Dispose();
    }

    // From -1 to 1, blue, green and red as in its training; padded with the middle.
    private static float[] Normalize(byte[] rgb, int lineWidth, int width)
    {
        var planes = new float[3 * Height * width];
        for (var plane = 0; plane < 3; plane++)
        {
            for (var y = 0; y < Height; y++)
            {
                var target = planes.AsSpan(((plane * Height) + y) * width, lineWidth);
                for (int x = 0, at = (3 * y * lineWidth) + 2 - plane; x < lineWidth; x++, at += 3)
                {
                    target[x] = (rgb[at] / 127.5f) - 1;
                }
            }
        }

        return planes;
    }
}
