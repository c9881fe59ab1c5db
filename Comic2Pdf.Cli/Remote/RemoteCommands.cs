using System.CommandLine;
using System.Text.Json.Nodes;

namespace Comic2Pdf.Cli.Remote;

/// <summary>A running server from the command line.</summary>
internal static class RemoteCommands
{
    /// <summary>All commands.</summary>
    public static IEnumerable<Command> Create() =>
        [
            JobsCommand.Create(),
            .. ForOneJob(),
            RetryCommand.Create(),
            RejectionsCommand.Create(),
            UploadCommand.Create(),
            PdfCommand.Create(),
            SearchCommand.Create(),
            ConfigCommand.Create(),
            RemoteCommand.Create(
                "metrics",
                "Shows the counters.",
                [],
                (server, _, token) => server.AskAsync(HttpMethod.Get, "/metrics", null, token),
                RemoteOutput.Values
            ),
            RemoteCommand.Create(
                "duplicates",
                "Lists duplicates that wait for a decision.",
                [],
                (server, _, token) => server.AskAsync(HttpMethod.Get, "/duplicates", null, token),
                RemoteOutput.Duplicates
            ),
            Decide(),
        ];

    private static IEnumerable<Command> ForOneJob()
    {
        foreach (
            var (name, description, method, tail, show) in new[]
            {
                ("job", "Shows one job.", HttpMethod.Get, string.Empty, (Action<System.Text.Json.JsonElement>)RemoteOutput.Values),
                ("history", "Shows the last changes of a job's state.", HttpMethod.Get, "/history", RemoteOutput.History),
                ("requeue", "Does a finished job once more.", HttpMethod.Post, "/requeue", RemoteOutput.Values),
                ("cancel", "Stops a job.", HttpMethod.Post, "/cancel", RemoteOutput.Values),
                ("delete", "Forgets a finished job; PDFs in out/ stay.", HttpMethod.Delete, string.Empty, RemoteOutput.Values),
            }
        )
        {
            var job = RemoteCommand.JobArgument();
            yield return RemoteCommand.Create(
                name,
                description,
                [job],
                async (server, parsed, token) =>
                    await server.AskAsync(
                        method,
                        $"/jobs/{await RemoteCommand.KeyOfAsync(server, "/jobs", parsed.GetValue(job)!, token)}{tail}",
                        null,
                        token
                    ),
                show
            );
        }
    }

    private static Command Decide()
    {
        var duplicate = RemoteCommand.JobArgument();
        var action = new Argument<string>("ACTION") { Description = "What becomes of its files." };
        action.AcceptOnlyFromAmong("USE_EXISTING_RESULT", "DISCARD", "FORCE_REPROCESS");
        return RemoteCommand.Create(
            "decide",
            "Decides about a duplicate.",
            [duplicate, action],
            async (server, parsed, token) =>
            {
                var key = await RemoteCommand.KeyOfAsync(server, "/duplicates", parsed.GetValue(duplicate)!, token);
                return await server.AskAsync(
                    HttpMethod.Post,
                    $"/duplicates/{key}",
                    new JsonObject { ["action"] = parsed.GetValue(action) }.ToJsonString(),
                    token
                );
            },
            RemoteOutput.Values
        );
    }
}
