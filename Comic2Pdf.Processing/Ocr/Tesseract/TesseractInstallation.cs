using System.Runtime.InteropServices;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Ocr.Tesseract;

/// <summary>What of Tesseract is installed on this machine, and what to type when something is missing.</summary>
/// <param name="Version">"5.3.0".</param>
/// <param name="DataPath">The folder of the language data.</param>
/// <param name="Languages">Names of the language data found, sorted.</param>
public sealed record TesseractInstallation(string Version, string DataPath, IReadOnlyList<string> Languages)
{
    private const int MinMajorVersion = 5;

    // Where Debian, Ubuntu, Homebrew and a build from source put it; TESSDATA_PREFIX comes first, as in Tesseract itself.
    private static readonly string[] DataPaths =
    [
        "/usr/share/tesseract-ocr/5/tessdata",
        "/usr/share/tessdata",
        "/usr/local/share/tessdata",
        "/opt/homebrew/share/tessdata",
    ];

    /// <summary>Whether the engine is of a version that can be used.</summary>
    public bool IsNewEnough => int.TryParse(Version.Split('.')[0], out var major) && major >= MinMajorVersion;

    /// <summary>Looks at the machine.</summary>
    /// <exception cref="OcrException"><see cref="ErrorCode.OcrEngineMissing"/>, with the command that installs it.</exception>
    public static TesseractInstallation Find()
    {
        var found = FindAny(out var fault);
        return found is null
                ? throw new OcrException(
                    ErrorCode.OcrEngineMissing,
                    $"Tesseract 5 is not installed. Install it with: {InstallCommand(["eng", "fra"])}",
                    fault!
                )
            : found.IsNewEnough ? found
            : throw new OcrException(
                ErrorCode.OcrEngineMissing,
                $"Tesseract {found.Version} is too old; version 5 is needed. Install it with: {InstallCommand(["eng", "fra"])}"
            );
    }

    /// <summary>What there is, however old; null: none.</summary>
    /// <param name="fault">Why it cannot be loaded.</param>
    public static TesseractInstallation? FindAny(out Exception? fault)
    {
        try
        {
            fault = null;
            var version = Marshal.PtrToStringUTF8(TesseractNative.Version()) ?? string.Empty;
            var path = new[] { Environment.GetEnvironmentVariable("TESSDATA_PREFIX") ?? string.Empty }
                .Concat(DataPaths)
                .FirstOrDefault(p => p.Length > 0 && Directory.Exists(p) && Directory.EnumerateFiles(p, "*.traineddata").Any());
            return new TesseractInstallation(version, path ?? string.Empty, path is null ? [] : FindLanguages(path));
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            fault = e;
            return null;
        }
    }

    /// <summary>Fails unless all of <paramref name="languages"/> ("fra+eng") can be read; "auto" needs any one.</summary>
    /// <exception cref="OcrException"><see cref="ErrorCode.OcrLanguageMissing"/>, with the command that installs them.</exception>
    public void Require(string languages)
    {
        var missing =
            LanguageSearch.IsAsked(languages) && LanguageSearch.Candidates(Languages).Count > 0
                ? []
                : languages.Split('+', StringSplitOptions.RemoveEmptyEntries).Except(Languages, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw new OcrException(
                ErrorCode.OcrLanguageMissing,
                $"language data not installed: {string.Join(", ", missing)}. Install it with: {InstallCommand(missing)}"
            );
        }
    }

    /// <summary>The command that installs the engine with these languages here.</summary>
    public static string InstallCommand(IEnumerable<string> languages)
    {
        if (OperatingSystem.IsMacOS())
        {
            return "brew install tesseract tesseract-lang";
        }

        return "sudo apt-get install -y tesseract-ocr " + string.Join(' ', languages.Select(PackageOf));
    }

    /// <summary>Debian's package of a language. Underscores are dashes in its name: chi_sim is in tesseract-ocr-chi-sim.</summary>
    public static string PackageOf(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return "tesseract-ocr-" + language.Replace('_', '-').ToLowerInvariant();
    }

    private static string[] FindLanguages(string path) =>
        [
            .. Directory
                .EnumerateFiles(path, "*.traineddata")
                .Select(f => Path.GetFileNameWithoutExtension(f)!)
                .Order(StringComparer.Ordinal),
        ];
}
