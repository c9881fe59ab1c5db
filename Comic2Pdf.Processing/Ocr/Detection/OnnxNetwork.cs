using Microsoft.ML.OnnxRuntime;

namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Networks as this program runs them: each on one thread, as parallelism is over pages.</summary>
internal static class OnnxNetwork
{
    /// <summary>Loads one.</summary>
    /// <param name="path">An ONNX file.</param>
    public static InferenceSession Load(string path)
    {
        using var options = Options();
        return new InferenceSession(path, options);
    }

    /// <summary>Loads one that is in memory.</summary>
    /// <param name="model">An ONNX file's bytes.</param>
    public static InferenceSession Load(byte[] model)
    {
        using var options = Options();
        return new InferenceSession(model, options);
    }

    private static SessionOptions Options()
    {
        OnnxTelemetry.Disable();
        return new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
    }
}
