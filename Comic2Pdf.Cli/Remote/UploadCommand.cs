using System.CommandLine;
using System.Text.Json;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf upload FILE...: archives to a running server.</summary>
internal static class UploadCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Archives.", Arity = ArgumentArity.OneOrMore };
        var title = new Option<string?>("--title") { Description = "Title of the book. For one file.", HelpName = "TEXT" };
        var series = new Option<string?>("--series") { Description = "Series that the books belong to.", HelpName = "TEXT" };
        var author = new Option<string?>("--author") { Description = "Who made the books.", HelpName = "NAMES" };
        var rightToLeft = new Option<bool>("--rtl") { Description = "The books are read from right to left." };
        var json = new Option<bool>("--json") { Description = "The server's answers as they are, one a line." };
        return RemoteCommand.Create(
            "upload",
            "Sends archives to a running server.",
            [files, title, series, author, rightToLeft, json],
            async (server, parsed, token) =>
            {
                var names = parsed.GetValue(files)!;
                if (names.Length > 1 && parsed.GetValue(title) is not null)
                {
                    throw new UsageException("--title names one book, and there are several files");
                }

                var details =
                    Detail("title", parsed.GetValue(title))
                    + Detail("series", parsed.GetValue(series))
                    + Detail("author", parsed.GetValue(author))
                    + (parsed.GetValue(rightToLeft) ? "&rtl=true" : string.Empty);
                var exit = ExitCode.Success;
                foreach (var name in names)
                {
                    exit = await SendAsync(server, name, details, parsed.GetValue(json), token) ? exit : ExitCode.Failure;
                }

                return exit;
            }
        );
    }

    private static string Detail(string name, string? value) => value is null ? string.Empty : $"&{name}={Uri.EscapeDataString(value)}";

    /// <returns>Whether the server has taken it.</returns>
    private static async Task<bool> SendAsync(Server server, string name, string details, bool asJson, CancellationToken cancellationToken)
    {
        FileStream file;
        try
        {
            file = File.OpenRead(name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{TerminalText.Safe(name)}: {TerminalText.Safe(e.Message)}");
            return false;
        }

        await using (file)
        {
            var path = $"/jobs?name={Uri.EscapeDataString(Path.GetFileName(name))}{details}";
            var (isSuccess, answer) = await server.UploadAsync(path, file, cancellationToken);
            if (asJson)
            {
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(answer));
            }
            else if (isSuccess)
            {
                await Console.Out.WriteLineAsync(
                    $"{TerminalText.Safe(name)}\t{answer.GetProperty("status")}\t{answer.GetProperty("jobKey")}"
                );
            }
            else
            {
                await Console.Error.WriteLineAsync($"{TerminalText.Safe(name)}: {Server.ErrorOf(answer)}");
            }

            return isSuccess;
        }
    }
}
