using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf jobs, job, retry, cancel, delete, config, duplicates, decide: a running server from the command line.</summary>
internal static class RemoteCommands
{
    private static readonly Option<string> Url = new("--url")
    {
        Description = "The server. Default: COMIC2PDF_URL, or http://127.0.0.1:18083.",
        HelpName = "URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("COMIC2PDF_URL") ?? "http://127.0.0.1:18083",
    };
    private static readonly Option<string?> Key = new("--api-key")
    {
        Description = "Its API key. Default: API_KEY.",
        HelpName = "KEY",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("API_KEY"),
    };
    private static readonly Option<bool> AsJson = new("--json") { Description = "The server's answer as it is." };

    /// <summary>All of them.</summary>
    public static IEnumerable<Command> Create()
    {
        var state = new Option<string?>("--state") { Description = "Only jobs in this state." };
        var text = new Option<string?>("--find") { Description = "Only jobs whose file name contains this." };
        yield return Make(
            "jobs",
            "Lists the jobs of a running server.",
            [],
            [state, text],
            (server, parsed, token) =>
                server.AskAsync(
                    HttpMethod.Get,
                    $"/jobs?state={Escape(parsed.GetValue(state))}&q={Escape(parsed.GetValue(text))}",
                    null,
                    token
                ),
            RemoteOutput.Jobs
        );

        foreach (
            var (name, description, method, tail) in new[]
            {
                ("job", "Shows one job.", HttpMethod.Get, string.Empty),
                ("retry", "Starts a failed job again.", HttpMethod.Post, "/retry"),
                ("cancel", "Stops a job.", HttpMethod.Post, "/cancel"),
                ("delete", "Forgets a finished job; PDFs in out/ stay.", HttpMethod.Delete, string.Empty),
            }
        )
        {
            var job = JobArgument();
            yield return Make(
                name,
                description,
                [job],
                [],
                async (server, parsed, token) =>
                    await server.AskAsync(
                        method,
                        $"/jobs/{await KeyOfAsync(server, "/jobs", parsed.GetValue(job)!, token)}{tail}",
                        null,
                        token
                    ),
                RemoteOutput.Values
            );
        }

        var changes = new Argument<string[]>("NAME=VALUE")
        {
            Description = "What to change, such as ocr_concurrency=2; nothing: shows.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        yield return Make("config", "Shows or changes the live configuration.", [changes], [], ConfigAsync, RemoteOutput.Values);
        yield return Make(
            "duplicates",
            "Lists duplicates that wait for a decision.",
            [],
            [],
            (server, _, token) => server.AskAsync(HttpMethod.Get, "/duplicates", null, token),
            RemoteOutput.Duplicates
        );

        var duplicate = JobArgument();
        var action = new Argument<string>("ACTION") { Description = "USE_EXISTING_RESULT, DISCARD or FORCE_REPROCESS." };
        yield return Make(
            "decide",
            "Decides about a duplicate.",
            [duplicate, action],
            [],
            async (server, parsed, token) =>
            {
                var key = await KeyOfAsync(server, "/duplicates", parsed.GetValue(duplicate)!, token);
                return await server.AskAsync(
                    HttpMethod.Post,
                    $"/duplicates/{key}",
                    new JsonObject { ["action"] = parsed.GetValue(action) }.ToJsonString(),
                    token
                );
            },
            RemoteOutput.Values
        );

        Task<JsonElement> ConfigAsync(Server server, ParseResult parsed, CancellationToken token)
        {
            var given = parsed.GetValue(changes) ?? [];
            if (given.Length == 0)
            {
                return server.AskAsync(HttpMethod.Get, "/config", null, token);
            }

            var body = new JsonObject();
            foreach (var change in given)
            {
                var parts = change.Split('=', 2);
                body[parts[0]] =
                    parts.Length == 1 ? throw new UsageException($"'{change}' is not NAME=VALUE")
                    : long.TryParse(parts[1], out var number) ? number
                    : parts[1];
            }

            return server.AskAsync(HttpMethod.Post, "/config", body.ToJsonString(), token);
        }
    }

    private static Argument<string> JobArgument() => new("JOB") { Description = "The job's key, or its beginning." };

    private static string Escape(string? text) => Uri.EscapeDataString(text ?? string.Empty);

    /// <summary>The one key that begins so.</summary>
    private static async Task<string> KeyOfAsync(Server server, string list, string beginning, CancellationToken cancellationToken)
    {
        var all = await server.AskAsync(HttpMethod.Get, list, null, cancellationToken);
        var keys = all.EnumerateArray()
            .Select(j => j.GetProperty("jobKey").GetString()!)
            .Where(k => k.StartsWith(beginning, StringComparison.Ordinal))
            .Take(2)
            .ToList();
        return keys.Count switch
        {
            1 => keys[0],
            0 => throw new ServerException($"no job begins with '{beginning}'"),
            _ => throw new ServerException($"several jobs begin with '{beginning}'"),
        };
    }

    private static Command Make(
        string name,
        string description,
        Argument[] arguments,
        Option[] options,
        Func<Server, ParseResult, CancellationToken, Task<JsonElement>> ask,
        Action<JsonElement> show
    )
    {
        var command = new Command(name, description) { Url, Key, AsJson };
        Array.ForEach(arguments, command.Add);
        Array.ForEach(options, command.Add);
        command.SetAction(
            async (parsed, token) =>
            {
                if (!Uri.TryCreate(parsed.GetValue(Url), UriKind.Absolute, out var address))
                {
                    await Console.Error.WriteLineAsync($"--url: '{parsed.GetValue(Url)}' is no address");
                    return ExitCode.Usage;
                }

                using var server = new Server(address, parsed.GetValue(Key));
                try
                {
                    var answer = await ask(server, parsed, token);
                    (parsed.GetValue(AsJson) ? RemoteOutput.Json : show)(answer);
                    return ExitCode.Success;
                }
                catch (Exception e) when (e is ServerException or UsageException)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return e is UsageException ? ExitCode.Usage : ExitCode.Failure;
                }
            }
        );
        return command;
    }
}
