using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Tesseract and its languages.</summary>
internal sealed class EngineCheck : ICheck
{
    private static readonly FindingKind Missing = new(
        "ocr_engine_missing",
        Severity.Error,
        "Tesseract is not installed, and OCR_LANG or OCR_ENGINE needs it: no page can be read",
        "`sudo apt-get install -y tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra`"
    );

    private static readonly FindingKind Old = new(
        "ocr_engine_old",
        Severity.Error,
        "Tesseract is older than version 5 and is not used",
        "Install a system that has it (Debian 12, Ubuntu 22.04), or build it"
    );

    private static readonly FindingKind LanguageMissing = new(
        "ocr_language_missing",
        Severity.Error,
        "a language of OCR_LANG is not installed: the server does not start",
        "`comic2pdf info --install-lang LANG`, or set OCR_LANG"
    );

    private static readonly FindingKind LanguageDamaged = new(
        "ocr_language_damaged",
        Severity.Error,
        "the data of a language is not whole: pages are not read",
        "Install its package again: `sudo apt-get install --reinstall -y PACKAGE`"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Missing, Old, LanguageMissing, LanguageDamaged];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var (asked, languages) = (patient.Settings.OcrEngine, patient.Settings.OcrLang);
        var choice = EngineChoice.Of(asked, languages, patient.Machine.Engine?.Languages ?? []);
        if (!EngineChoice.NeedsTesseract(choice, languages))
        {
            return [];
        }

        if (patient.Machine.Engine is not { } engine)
        {
            return [Missing.At("Tesseract cannot be loaded")];
        }

        if (!engine.IsNewEnough)
        {
            return [Old.At($"Tesseract {engine.Version} is installed")];
        }

        // "auto" takes whatever is installed, and needs one of them.
        IReadOnlyList<string> wanted =
            !LanguageSearch.IsAsked(languages) ? languages.Split('+')
            : LanguageSearch.Candidates(engine.Languages) is { Count: > 0 } found ? found
            : ["eng"];
        var missing = wanted.Except(engine.Languages, StringComparer.Ordinal).ToList();
        return
        [
            .. missing.Count > 0
                ? [LanguageMissing.At($"{string.Join(", ", missing)} is not in {engine.DataPath}").With("LANG", string.Join('+', missing))]
                : Enumerable.Empty<Finding>(),
            .. wanted
                .Except(missing, StringComparer.Ordinal)
                .Select(l => (Language: l, Path: Path.Combine(engine.DataPath, $"{l}.traineddata")))
                .Where(l => !IsWhole(l.Path))
                .Select(l => LanguageDamaged.At($"{l.Path} is not whole").With("PACKAGE", TesseractInstallation.PackageOf(l.Language))),
        ];
    }

    private static bool IsWhole(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[TrainedDataRule.HeadLength];
        return TrainedDataRule.IsWhole(head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)], file.Length);
    }
}
