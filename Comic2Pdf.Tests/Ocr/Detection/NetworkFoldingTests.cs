using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.ML.OnnxRuntime;

namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class NetworkFoldingTests
{
    private const int Width = 96;
    private const int Height = 64;

    [Fact]
    public void Fold_TheDetectorsNetwork_SameMapFromFewerNodes()
    {
        var path = Path.Combine(Repository.Root, ".build", "models", DetectorModel.FileName);
        Assert.SkipUnless(File.Exists(path), "needs the detector's model; test.sh fetches it where npm is");
        var file = File.ReadAllBytes(path);

        var folded = NetworkFolding.Fold(file);

        var (before, after) = (Run(file), Run(folded));
        Assert.True(before.Max() > 0.1, "a picture without anything like lettering shows no difference");
        Assert.True(before.Zip(after, (a, b) => Math.Abs(a - b)).Max() < 1e-4);
        int Count(byte[] network) => new OnnxGraph(network).Nodes.Count(n => n.Operator != "Constant");
        Assert.True(Count(folded) < Count(file) * 0.7, $"{Count(folded)} of {Count(file)} nodes");
    }

    [Fact]
    public void ToFile_Unchanged_SameNodes()
    {
        var constant = OnnxGraph.Constant("a", [2, 1], [1.5f, -2]);
        var graph = new OnnxGraph([]);
        graph.Nodes.Add(constant);
        graph.Nodes.Add(new OnnxNode("Conv", ["x", "a"], ["y"], [OnnxGraph.Attribute("group", 300)]));

        var again = new OnnxGraph(graph.ToFile());

        Assert.Equal(["Constant", "Conv"], again.Nodes.Select(n => n.Operator));
        Assert.Equal(["x", "a"], again.Nodes[1].Inputs);
        var floats = OnnxGraph.FloatsOf(again.Nodes[0])!;
        Assert.Equal([2L, 1L], floats.Shape);
        Assert.Equal([1.5f, -2f], floats.Values);
    }

    // Dark strokes on white.
    private static float[] Run(byte[] network)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(network, options);
        var input = new float[3 * Width * Height];
        for (var i = 0; i < input.Length; i++)
        {
            var (x, y) = (i % Width, i / Width % Height);
            input[i] = x is > 15 and < 80 && y is > 24 and < 40 && x % 8 < 3 ? -2 : 2;
        }

        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [1, 3, Height, Width]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, session.InputNames, [tensor], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
