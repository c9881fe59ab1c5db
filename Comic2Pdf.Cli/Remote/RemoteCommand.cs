using System.CommandLine;
using System.Text.Json;

namespace Comic2Pdf.Cli.Remote;

/// <summary>What all commands that talk to a running server have in common: its address and key, and how failures are said.</summary>
internal static class RemoteCommand
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

    /// <summary>A job as the user names it.</summary>
    public static Argument<string> JobArgument() => new("JOB") { Description = "The job's key, or its beginning." };

    /// <summary>A command whose answer is shown once.</summary>
    public static Command Create(
        string name,
        string description,
        Symbol[] symbols,
        Func<Server, ParseResult, CancellationToken, Task<JsonElement>> ask,
        Action<JsonElement> show
    ) =>
        Create(
            name,
            description,
            [AsJson, .. symbols],
            async (server, parsed, token) =>
            {
                var answer = await ask(server, parsed, token);
                (parsed.GetValue(AsJson) ? RemoteOutput.Json : show)(answer);
                return ExitCode.Success;
            }
        );

    /// <summary>A command that does more than show one answer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="symbols">Its arguments and options.</param>
    /// <param name="run">Does it; returns the exit code.</param>
    public static Command Create(
        string name,
        string description,
        Symbol[] symbols,
        Func<Server, ParseResult, CancellationToken, Task<int>> run
    )
    {
        var command = new Command(name, description) { Url, Key };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction((parsed, token) => RunAsync(parsed, run, token));
        return command;
    }

    /// <summary>The one key that begins so.</summary>
    /// <exception cref="ServerException">None does, or several do.</exception>
    public static async Task<string> KeyOfAsync(Server server, string list, string beginning, CancellationToken cancellationToken)
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

    private static async Task<int> RunAsync(
        ParseResult parsed,
        Func<Server, ParseResult, CancellationToken, Task<int>> run,
        CancellationToken cancellationToken
    )
    {
        if (
            !Uri.TryCreate(parsed.GetValue(Url), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        )
        {
            await Console.Error.WriteLineAsync(
                $"--url: '{parsed.GetValue(Url)}' is no address of a server; one begins with http:// or https://"
            );
            return ExitCode.Usage;
        }

        using var server = new Server(address, parsed.GetValue(Key), TimeProvider.System);
        try
        {
            return await run(server, parsed, cancellationToken);
        }
        catch (Exception e) when (e is ServerException or UsageException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e is UsageException ? ExitCode.Usage : ExitCode.Failure;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"the server at {address} does not answer");
            return ExitCode.Failure;
        }
    }
}
