using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Cli.Info;

/// <summary>comic2pdf info: versions, languages, and what to type when something is missing.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        var lang = new Option<string>("--lang", "-l")
        {
            Description = "Languages that must be there.",
            DefaultValueFactory = _ => new OcrOptions().Languages,
        };
        var json = new Option<bool>("--json") { Description = "As a JSON object." };
        var install = new Option<string>("--install-lang")
        {
            Description = "Installs a language's data (deu, chi_sim; several joined by '+') where that may be done, else says the command.",
        };
        var command = new Command("info", "Shows versions and the languages that can be read.") { lang, json, install };
        command.SetAction(parsed =>
            parsed.GetValue(install) is { } languages
                ? new LanguageInstaller(new AptMachine()).Install(languages, Console.Out, Console.Error)
                : Run(parsed.GetValue(lang)!, parsed.GetValue(json), Console.Out, Console.Error)
        );
        return command;
    }

    private static int Run(string languages, bool asJson, TextWriter output, TextWriter errors)
    {
        TesseractInstallation? tesseract = null;
        string? fault = null;
        var installed = TesseractInstallation.FindAny(out _)?.Languages ?? [];
        try
        {
            if (EngineChoice.NeedsTesseract(EngineChoice.Of(ReadingEngine.Both, languages, installed), languages))
            {
                tesseract = TesseractInstallation.Find();
                tesseract.Require(languages);
            }
        }
        catch (OcrException e)
        {
            fault = e.Message;
        }

        var info = new InfoReport(
            Version(typeof(InfoCommand).Assembly),
            Environment.Version.ToString(),
            tesseract?.Version,
            tesseract?.DataPath,
            tesseract?.Languages ?? [],
            Version(typeof(NetVips.Image).Assembly),
            Version(typeof(SharpCompress.Common.ArchiveType).Assembly),
            DetectorModel.Find(),
            ComicModel.Version,
            LineReaderModel.Find(),
            fault
        );
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(info, InfoJson.Default.InfoReport));
        }
        else
        {
            output.WriteLine($"comic2pdf      {info.Version}");
            output.WriteLine($".NET           {info.DotNet}");
            output.WriteLine(
                $"Tesseract      {info.Tesseract ?? "missing"}{(info.DataPath is { Length: > 0 } path ? $", data in {path}" : string.Empty)}"
            );
            output.WriteLine($"languages      {(info.Languages.Count > 0 ? string.Join(' ', info.Languages) : "none")}");
            output.WriteLine($"NetVips        {info.NetVips}");
            output.WriteLine($"SharpCompress  {info.SharpCompress}");
            output.WriteLine(
                $"text detector  {(info.Detector is { } model ? $"learned, {model}" : "classical (the model is not there: fewer words are found)")}"
            );
            output.WriteLine(
                $"comic reader   built in, model {info.ComicReader}{(info.Tesseract is null && fault is null ? "; reads alone, Tesseract would find some more words" : string.Empty)}"
            );
            output.WriteLine($"second reader  {info.SecondReader ?? "none (the model is not there: fewer painted words are read)"}");
            if (fault is not null)
            {
                errors.WriteLine(fault);
            }
        }

        return fault is null ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString()
        ?? "?";
}

/// <summary>What `info` knows.</summary>
internal sealed record InfoReport(
    string Version,
    string DotNet,
    string? Tesseract,
    string? DataPath,
    IReadOnlyList<string> Languages,
    string NetVips,
    string SharpCompress,
    string? Detector,
    string ComicReader,
    string? SecondReader,
    string? Missing
);

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(InfoReport))]
internal sealed partial class InfoJson : JsonSerializerContext;
