using System.Security.Cryptography;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>The model of <see cref="ComicLineReader"/>. It is in this assembly, so that it cannot be missing; training/ has its recipe.</summary>
public static class ComicModel
{
    private const string Name = "comic-lines.onnx";

    /// <summary>Names the model in a job's profile: the beginning of its SHA-256.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Load()))[..12];

    /// <summary>The ONNX file.</summary>
    public static byte[] Load()
    {
        using var stream = typeof(ComicModel).Assembly.GetManifestResourceStream(Name)!;
        var model = new byte[stream.Length];
        stream.ReadExactly(model);
        return model;
    }
}
