using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Functions.Settings;

/// <summary>Whether languages can be read here. No I/O.</summary>
public static class LanguageRule
{
    /// <summary>Why they cannot be, with the command that helps; null: they can.</summary>
    /// <param name="languages">As Tesseract names them, joined by '+'; or "auto".</param>
    /// <param name="installed">What is there.</param>
    /// <param name="engine">What is to read Latin script.</param>
    public static string? FindFault(string languages, IReadOnlyCollection<string> installed, ReadingEngine engine = ReadingEngine.Both)
    {
        ArgumentNullException.ThrowIfNull(languages);
        if (!EngineChoice.NeedsTesseract(EngineChoice.Of(engine, languages, installed), languages))
        {
            return null;
        }

        if (LanguageSearch.IsAsked(languages) && LanguageSearch.Candidates(installed).Count > 0)
        {
            return null;
        }

        if (languages.Split('+').Contains(LanguageSearch.Auto, StringComparer.Ordinal))
        {
            return LanguageSearch.IsAsked(languages)
                ? $"no language data installed. Install some with: {TesseractInstallation.InstallCommand(["eng", "fra"])}"
                : "auto stands alone: it finds the language among all that are installed";
        }

        var missing = languages.Split('+').Except(installed, StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? null
            : $"language data not installed: {string.Join(", ", missing)}. Install it with: {TesseractInstallation.InstallCommand(missing)}";
    }
}
