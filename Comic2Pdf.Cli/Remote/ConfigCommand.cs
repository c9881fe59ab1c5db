using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf config [NAME=VALUE...].</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var changes = new Argument<string[]>("NAME=VALUE")
        {
            Description = "What to change, such as ocr_concurrency=2; nothing: shows.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        return RemoteCommand.Create(
            "config",
            "Shows or changes the live configuration.",
            [changes],
            (server, parsed, token) => RunAsync(server, parsed.GetValue(changes) ?? [], token),
            RemoteOutput.Values
        );
    }

    private static async Task<JsonElement> RunAsync(Server server, string[] changes, CancellationToken cancellationToken)
    {
        var body = new JsonObject();
        foreach (var change in changes)
        {
            var parts = change.Split('=', 2);
            body[parts[0]] =
                parts.Length == 1 ? throw new UsageException($"'{change}' is not NAME=VALUE")
                : long.TryParse(parts[1], out var number) ? number
                : parts[1];
        }

        var current = await server.AskAsync(HttpMethod.Get, "/config", null, cancellationToken);
        if (changes.Length == 0)
        {
            return current;
        }

        // The server leaves unknown names aside and says so. Here a name that is mistyped must not look like a change.
        if (body.Select(b => b.Key).FirstOrDefault(name => !current.TryGetProperty(name, out _)) is { } unknown)
        {
            throw new UsageException(
                $"there is no '{unknown}' in the configuration; there are {string.Join(", ", current.EnumerateObject().Select(p => p.Name))}"
            );
        }

        return await server.AskAsync(HttpMethod.Post, "/config", body.ToJsonString(), cancellationToken);
    }
}
