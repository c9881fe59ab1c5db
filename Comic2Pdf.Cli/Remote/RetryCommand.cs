using System.CommandLine;
using System.Text.Json;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf retry JOB | --failed.</summary>
internal static class RetryCommand
{
    public static Command Create()
    {
        var job = RemoteCommand.JobArgument();
        job.Arity = ArgumentArity.ZeroOrOne;
        var failed = new Option<bool>("--failed") { Description = "All jobs that failed, in place of one." };
        return RemoteCommand.Create(
            "retry",
            "Starts a failed job again, or all of them.",
            [job, failed],
            async (server, parsed, token) =>
                (parsed.GetValue(job), parsed.GetValue(failed)) switch
                {
                    (null, true) => await AllAsync(server, token),
                    ({ } beginning, false) => await OneAsync(server, beginning, token),
                    _ => throw new UsageException("name a job, or say --failed"),
                }
        );
    }

    private static async Task<int> OneAsync(Server server, string beginning, CancellationToken cancellationToken)
    {
        var key = await RemoteCommand.KeyOfAsync(server, "/jobs", beginning, cancellationToken);
        RemoteOutput.Values(await server.AskAsync(HttpMethod.Post, $"/jobs/{key}/retry", null, cancellationToken));
        return ExitCode.Success;
    }

    /// <summary>Each by itself: one that cannot be started is said, and holds up no other.</summary>
    private static async Task<int> AllAsync(Server server, CancellationToken cancellationToken)
    {
        var exit = ExitCode.Success;
        var jobs = await server.AskAsync(HttpMethod.Get, "/jobs?state=ERROR_PREP,ERROR_OCR", null, cancellationToken);
        foreach (var job in jobs.EnumerateArray().Reverse())
        {
            var (key, file) = (Text(job, "jobKey"), Text(job, "inputFile"));
            try
            {
                await server.AskAsync(HttpMethod.Post, $"/jobs/{key}/retry", null, cancellationToken);
                await Console.Out.WriteLineAsync($"{key}\t{TerminalText.Safe(file)}");
            }
            catch (ServerException e)
            {
                await Console.Error.WriteLineAsync($"{key}\t{TerminalText.Safe(file)}: {e.Message}");
                exit = ExitCode.Failure;
            }
        }

        return exit;
    }

    private static string Text(JsonElement job, string name) => job.GetProperty(name).GetString() ?? string.Empty;
}
