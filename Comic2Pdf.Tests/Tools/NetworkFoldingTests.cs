using Comic2Pdf.FoldModel;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Ocr;
using Microsoft.ML.OnnxRuntime;

namespace Comic2Pdf.Tests.Tools;

public sealed class NetworkFoldingTests
{
    [Theory]
    [InlineData(96, 160)]
    [InlineData(320, 224)]
    public void Fold_TheDetectorsNetwork_ComputesTheSameWithFewerOperations(int height, int width)
    {
        var file = Model();
        var folded = NetworkFolding.Fold(file);
        Assert.True(Operations(folded) < Operations(file) * 3 / 4, $"{Operations(folded)} of {Operations(file)} operations");
        using var page = new LetteredPage(width, height).Balloon(width / 2f, height / 2f, ["Rain", "again"], size: 20);
        var pixels = page.ToImage().Pixels;
        var input = new float[pixels.Length];
        for (var i = 0; i < input.Length; i++)
        {
            input[(i % 3 * height * width) + (i / 3)] = ((pixels[i] / 255f) - 0.45f) / 0.225f;
        }

        var (expected, actual) = (Run(file, input, height, width), Run(folded, input, height, width));
        Assert.True(expected.Max() > 0.01, "the input says nothing");
        Assert.InRange(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max(), 0, 1e-3);
    }

    [Fact]
    public void ToFile_NothingChanged_LoadsAndComputesTheSame()
    {
        var file = Model();
        var input = Enumerable.Range(0, 3 * 64 * 64).Select(i => (i % 7) - 3f).ToArray();
        Assert.Equal(Run(file, input, 64, 64), Run(new OnnxGraph(file).ToFile(), input, 64, 64));
    }

    [Fact]
    public void Fold_NoOnnxFile_IsInvalidData() => Assert.Throws<InvalidDataException>(() => NetworkFolding.Fold([0xFF, 0xFF, 0xFF]));

    private static byte[] Model()
    {
        var path = Path.Combine(Repository.Root, ".build", "models", DetectorModel.FileName);
        Assert.SkipUnless(File.Exists(path), "needs the detector's model; test.sh fetches it where npm is");
        return File.ReadAllBytes(path);
    }

    private static int Operations(byte[] file) => new OnnxGraph(file).Nodes.Count(n => n.Operator != "Constant");

    private static float[] Run(byte[] file, float[] input, int height, int width)
    {
        // Without the runtime's own rewriting, which would hide a mistake of ours or make one.
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1 };
        using var session = new InferenceSession(file, options);
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [1, 3, height, width]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, session.InputNames, [tensor], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
