using System.CommandLine;
using System.Globalization;
using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>comic2pdf archive-and-reset [--data DIR] [-o FILE.zip]: a clean start that loses nothing.</summary>
internal static class ArchiveAndResetCommand
{
    public static Command Create()
    {
        var data = DataFolder.Option();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The ZIP file. Default: comic2pdf-<date>-<time>.zip beside the folder.",
            HelpName = "FILE.zip",
        };
        var command = new Command(
            "archive-and-reset",
            "Puts archives that are not done back into in/, packs everything but in/ and out/ into a ZIP file, and starts clean. No server may run."
        )
        {
            data,
            output,
        };
        command.SetAction(parsed => Run(parsed.GetValue(data), parsed.GetValue(output), Console.Out, Console.Error));
        return command;
    }

    private static int Run(string? dataDir, string? output, TextWriter said, TextWriter errors)
    {
        try
        {
            var settings = DataFolder.Settings(dataDir);
            if (settings.IsShared)
            {
                errors.WriteLine(
                    "archive-and-reset is for STORAGE=files with HISTORY=sqlite; a container and a task hub are reset by their own tools"
                );
                return ExitCode.Usage;
            }

            var data = new DataFolder(settings.DataDir);
            if (!Directory.Exists(data.Root))
            {
                errors.WriteLine($"{TerminalText.Safe(data.Root)} is not there");
                return ExitCode.Usage;
            }

            using var taken = data.TryTake();
            if (taken is null)
            {
                errors.WriteLine($"a server runs on {TerminalText.Safe(data.Root)} ({data.OwnerText()}): stop it first");
                return ExitCode.Failure;
            }

            return Reset(data, output ?? DefaultName(data), said, errors);
        }
        catch (SettingsException e)
        {
            errors.WriteLine(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{e.Message}. Nothing is lost: run the command again when that is put right.");
            return ExitCode.Failure;
        }
    }

    private static int Reset(DataFolder data, string zip, TextWriter said, TextWriter errors)
    {
        zip = Path.GetFullPath(zip);
        if (File.Exists(zip))
        {
            errors.WriteLine($"{TerminalText.Safe(zip)} is there already");
            return ExitCode.Failure;
        }

        if (Path.GetRelativePath(data.Root, zip) is var inside && !inside.StartsWith("..", StringComparison.Ordinal) && inside != zip)
        {
            errors.WriteLine("the ZIP file cannot be in the folder that is packed");
            return ExitCode.Usage;
        }

        var reset = new ArchiveAndReset(data);
        var size = reset.SizeToZip();
        Directory.CreateDirectory(Path.GetDirectoryName(zip)!);
        var free = new DriveInfo(Path.GetDirectoryName(zip)!).AvailableFreeSpace;
        if (free < size)
        {
            errors.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the ZIP file may take {size >> 20} MiB, and {free >> 20} MiB are free there: choose another place with -o. Nothing was changed."
                )
            );
            return ExitCode.Failure;
        }

        foreach (var name in reset.BringBackPending())
        {
            said.WriteLine($"back in in/: {TerminalText.Safe(name)}");
        }

        reset.Zip(zip);
        reset.Clean();
        said.WriteLine($"packed: {TerminalText.Safe(zip)}");
        return ExitCode.Success;
    }

    private static string DefaultName(DataFolder data) =>
        Path.Combine(
            Path.GetDirectoryName(data.Root.TrimEnd('/')) ?? "/",
            $"comic2pdf-{TimeProvider.System.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.zip"
        );
}
