using System.CommandLine;
using System.Text.Json;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>comic2pdf doctor [--data DIR] [--fix] [--json]: 0 when nothing is wrong, 1 when something is.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = DataFolder.Option();
        var fix = new Option<bool>("--fix") { Description = "Puts right what is safe to put right; says what it did." };
        var json = new Option<bool>("--json") { Description = "As a JSON array." };
        var command = new Command("doctor", "Examines the machine and the data folder, and says what to do about what it finds.")
        {
            data,
            fix,
            json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(fix), parsed.GetValue(json), Console.Out, Console.Error));
        return command;
    }

    private static int Run(string? dataDir, bool fixes, bool asJson, TextWriter output, TextWriter errors)
    {
        try
        {
            var settings = DataFolder.Settings(dataDir);
            var data = new DataFolder(settings.DataDir);
            var findings = Doctor.Examine(data, settings);
            if (fixes)
            {
                foreach (var finding in findings.Where(f => f.Fix is not null))
                {
                    finding.Fix!();
                    errors.WriteLine(TerminalText.Safe($"fixed {finding.Code}: {finding.Text}"));
                }

                findings = Doctor.Examine(data, settings);
            }

            Show(findings, asJson, output);
            return findings.Any(f => f.Severity > Severity.Note) ? ExitCode.Failure : ExitCode.Success;
        }
        catch (SettingsException e)
        {
            errors.WriteLine(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return ExitCode.Failure;
        }
    }

    private static void Show(IReadOnlyList<Finding> findings, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            var rows = findings.Select(f => new
            {
                Severity = f.Severity.ToString(),
                f.Code,
                f.Text,
                f.Remedy,
                CanFix = f.Fix is not null,
            });
            output.WriteLine(JsonSerializer.Serialize(rows, Json.Options));
            return;
        }

        foreach (var finding in findings)
        {
            output.WriteLine(TerminalText.Safe($"{finding}{(finding.Fix is null ? "" : " (--fix does)")}"));
        }

        if (findings.All(f => f.Severity == Severity.Note))
        {
            output.WriteLine("nothing is wrong");
        }
    }
}
