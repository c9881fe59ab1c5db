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
        var list = new Option<bool>("--list") { Description = "Shows all that can be found, as a table, and examines nothing." };
        var command = new Command("doctor", "Examines the machine and the data folder, and says what to do about what it finds.")
        {
            data,
            fix,
            json,
            list,
        };
        command.SetAction(parsed =>
        {
            if (!parsed.GetValue(list))
            {
                return Run(parsed.GetValue(data), parsed.GetValue(fix), parsed.GetValue(json), Console.Out, Console.Error);
            }

            Console.Out.WriteLine(Doctor.Table());
            return ExitCode.Success;
        });
        return command;
    }

    private static int Run(string? dataDir, bool fixes, bool asJson, TextWriter output, TextWriter errors)
    {
        try
        {
            var patient = Patient(dataDir);
            var findings = Doctor.Examine(patient);
            if (fixes)
            {
                foreach (var finding in findings.Where(f => f.Fix is not null))
                {
                    finding.Fix!();
                    errors.WriteLine(TerminalText.Safe($"fixed {finding.Code}: {finding.Text}"));
                }

                findings = Doctor.Examine(Patient(dataDir));
            }

            Show(findings, asJson, output);
            return findings.Any(f => f.Severity > Severity.Note) ? ExitCode.Failure : ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(e.Message);
            return ExitCode.Failure;
        }
    }

    /// <summary>What `serve` would run with. A wrong setting is a finding like others, and hides none of them.</summary>
    private static Examination Patient(string? dataDir)
    {
        var machine = Machine.Here();
        try
        {
            var settings = DataFolder.Settings(dataDir);
            return new Examination(new DataFolder(settings.DataDir), settings, machine);
        }
        catch (SettingsException e)
        {
            var data = Path.GetFullPath(dataDir ?? Environment.GetEnvironmentVariable("DATA_DIR") ?? "data");
            return new Examination(new DataFolder(data), new AppSettings { DataDir = data }, machine) { SettingsFault = e.Message };
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
                f.Kind.Meaning,
                f.Remedy,
                CanFix = f.Fix is not null,
            });
            output.WriteLine(JsonSerializer.Serialize(rows, Json.Options));
            return;
        }

        // What is the same of several is said once.
        foreach (var group in findings.GroupBy(f => (f.Kind, f.Remedy)))
        {
            output.WriteLine(
                TerminalText.Safe(
                    $"{group.Key.Kind.Severity.ToString().ToUpperInvariant()} {group.Key.Kind.Code}: {group.Key.Kind.Meaning}."
                )
            );
            foreach (var finding in group)
            {
                output.WriteLine(TerminalText.Safe($"  {finding.Text}"));
            }

            output.WriteLine(TerminalText.Safe($"  -> {group.Key.Remedy}"));
        }

        if (findings.All(f => f.Severity == Severity.Note))
        {
            output.WriteLine("nothing is wrong");
        }
    }
}
