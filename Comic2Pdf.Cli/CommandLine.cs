using System.CommandLine;
using System.CommandLine.Help;
using Comic2Pdf.Cli.Convert;
using Comic2Pdf.Cli.Help;
using Comic2Pdf.Cli.Info;
using Comic2Pdf.Cli.Maintenance;
using Comic2Pdf.Cli.Remote;
using Comic2Pdf.Cli.Serve;
using Comic2Pdf.Cli.Service;

namespace Comic2Pdf.Cli;

/// <summary>The commands and what they have in common.</summary>
internal static class CommandLine
{
    /// <summary>All commands.</summary>
    public static Command Create()
    {
        // Not a RootCommand: that one calls itself by the name of its file, and it is the launcher that users type.
        var root = new Command(
            "comic2pdf",
            "Turns comic archives (.cbz, .cbr, .cb7, .cbt) into searchable PDFs that look exactly like the comic."
        )
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
            ConvertCommand.Create(),
            InfoCommand.Create(),
            ServeCommand.Create(),
            ServiceCommand.Create(),
            DoctorCommand.Create(),
            SupportBundleCommand.Create(),
            ArchiveAndResetCommand.Create(),
        };
        foreach (var command in RemoteCommands.Create())
        {
            root.Add(command);
        }

        foreach (var command in CompletionCommand.Create(root))
        {
            root.Add(command);
        }

        return root;
    }

    /// <summary>Parses and runs.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Try 'comic2pdf --help'.");
            return ExitCode.Usage;
        }

        // Commands stop by themselves on Ctrl-C, however long cleaning up takes.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = true, ProcessTerminationTimeout = null }
        );
    }
}
