using System.Reflection;
using System.Security.Cryptography;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Pipeline;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>Versions of the tools that make the output, by stage.</summary>
/// <param name="Prep">Tools of PREP.</param>
/// <param name="Ocr">Tools of OCR.</param>
/// <param name="Languages">Languages that can be read here.</param>
public sealed record ToolVersions(
    IReadOnlyDictionary<string, string> Prep,
    IReadOnlyDictionary<string, string> Ocr,
    IReadOnlyList<string> Languages
)
{
    /// <summary>Looks at this machine.</summary>
    /// <param name="engine">What is to read Latin script.</param>
    public static ToolVersions Detect(ReadingEngine engine = ReadingEngine.Both)
    {
        var tesseract = FindTesseract();
        var self = Version(typeof(ComicPreparer).Assembly);
        return new ToolVersions(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["comic2pdf"] = self,
                // By name: a type of it in the code here would load libvips into a server that leaves pictures to its workers.
                ["netvips"] = Version(Assembly.Load("NetVips")),
                ["sharpcompress"] = Version(typeof(SharpCompress.Common.ArchiveType).Assembly),
            },
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["comic2pdf"] = self,
                ["comicReader"] = ComicModel.Version,
                ["detector"] = Model(DetectorModel.Find()) ?? "classical",
                ["engine"] = EngineChoice.NameOf(engine),
                ["reading"] = PageTextReader.Version,
                ["secondReader"] = Model(LineReaderModel.Find()) ?? "none",
                ["tesseract"] = tesseract?.Version ?? "missing",
            },
            tesseract?.Languages ?? []
        );
    }

    // What finds and reads lettering decides which words there are: the model's name and the beginning of its SHA-256.
    private static string? Model(string? model)
    {
        if (model is null)
        {
            return null;
        }

        using var file = File.OpenRead(model);
        return $"{Path.GetFileNameWithoutExtension(model)}:{Convert.ToHexStringLower(SHA256.HashData(file))[..12]}";
    }

    private static TesseractInstallation? FindTesseract()
    {
        try
        {
            return TesseractInstallation.Find();
        }
        catch (OcrException)
        {
            return null;
        }
    }

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString()
        ?? "?";
}
