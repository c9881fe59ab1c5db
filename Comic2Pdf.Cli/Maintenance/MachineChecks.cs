using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>What the machine must have.</summary>
internal static class MachineChecks
{
    public static IEnumerable<Finding> Find(AppSettings settings)
    {
        if (EngineFault(settings.OcrLang) is { } fault)
        {
            yield return new Finding(fault.Code, Severity.Error, fault.Message, "Run the command that it names, or set OCR_LANG");
        }

        if (DetectorModel.Find() is null)
        {
            yield return new Finding(
                "detector_missing",
                Severity.Warning,
                "the model that finds lettering is not there: fewer words are found",
                "Start once with npm and a network, or set COMIC2PDF_MODELS"
            );
        }

        if (OpenFiles.FindFault() is { } limit)
        {
            yield return new Finding("open_files", Severity.Error, limit, "Raise the limit");
        }

        if (!settings.IsLoopbackBind && settings.ApiKey is null)
        {
            yield return new Finding(
                "open_to_network",
                settings.AllowUnauthenticated ? Severity.Warning : Severity.Error,
                $"HTTP_BIND is {settings.HttpBind} and there is no API_KEY",
                "Set API_KEY"
            );
        }
    }

    private static OcrException? EngineFault(string languages)
    {
        try
        {
            TesseractInstallation.Find().Require(languages);
            return null;
        }
        catch (OcrException e)
        {
            return e;
        }
    }
}
