using System.CommandLine;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf pdf JOB [-o DIR|FILE.pdf]: the finished PDF of a job.</summary>
internal static class PdfCommand
{
    public static Command Create()
    {
        var job = RemoteCommand.JobArgument();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Folder for the PDF, or its name. Default: this folder, under the name that the server gives it.",
            HelpName = "DIR|FILE.pdf",
        };
        var force = new Option<bool>("--force") { Description = "Replaces a file of that name." };
        return RemoteCommand.Create(
            "pdf",
            "Fetches the PDF of a job that is done.",
            [job, output, force],
            async (server, parsed, token) =>
            {
                var key = await RemoteCommand.KeyOfAsync(server, "/jobs", parsed.GetValue(job)!, token);
                await server.DownloadAsync(
                    $"/jobs/{key}/pdf",
                    (name, content) => SaveAsync(name, content, parsed.GetValue(output), parsed.GetValue(force), token),
                    token
                );
                return ExitCode.Success;
            }
        );
    }

    private static async Task SaveAsync(string name, Stream content, string? output, bool force, CancellationToken cancellationToken)
    {
        var target =
            output is null ? name
            : OutputName.IsPdf(output) ? output
            : Path.Combine(output, name);
        var folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
        if (!force && File.Exists(target))
        {
            throw new UsageException($"{TerminalText.Safe(target)} is there already; --force replaces it");
        }

        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            File.Move(part, target, overwrite: force);
        }
        finally
        {
            File.Delete(part);
        }

        await Console.Out.WriteLineAsync(TerminalText.Safe(target));
    }
}
