using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Functions.Settings;

/// <summary>Whether languages can be read here. No I/O.</summary>
public static class LanguageRule
{
    /// <summary>Why they cannot be, with the command that helps; null: they can.</summary>
    /// <param name="languages">As Tesseract names them, joined by '+'.</param>
    /// <param name="installed">What is there.</param>
    public static string? FindFault(string languages, IEnumerable<string> installed)
    {
        ArgumentNullException.ThrowIfNull(languages);
        var missing = languages.Split('+').Except(installed, StringComparer.Ordinal).ToArray();
        return missing.Length == 0
            ? null
            : $"language data not installed: {string.Join(", ", missing)}. Install it with: {TesseractInstallation.InstallCommand(missing)}";
    }
}
