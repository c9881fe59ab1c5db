using System.CommandLine;
using System.Text.Json;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf jobs [--state S] [--find TEXT] [--limit N] [--watch].</summary>
internal static class JobsCommand
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var state = new Option<string?>("--state") { Description = "Only jobs in this state; several joined by commas." };
        var text = new Option<string?>("--find") { Description = "Only jobs whose file name contains this." };
        var limit = new Option<int?>("--limit") { Description = "No more than so many, the newest; up to 1000.", HelpName = "N" };
        var watch = new Option<bool>("--watch") { Description = "Goes on showing them until Ctrl-C; into a pipe: each change as a line." };
        var json = new Option<bool>("--json") { Description = "The server's answer as it is." };
        return RemoteCommand.Create(
            "jobs",
            "Lists the jobs of a running server, the newest first.",
            [state, text, limit, watch, json],
            async (server, parsed, token) =>
            {
                var path =
                    $"/jobs?state={Escape(parsed.GetValue(state))}&q={Escape(parsed.GetValue(text))}"
                    + (parsed.GetValue(limit) is { } count ? FormattableString.Invariant($"&limit={count}") : string.Empty);
                if (parsed.GetValue(watch))
                {
                    await WatchAsync(server, path, token);
                }
                else
                {
                    (parsed.GetValue(json) ? RemoteOutput.Json : (Action<JsonElement>)RemoteOutput.Jobs)(
                        await AskAsync(server, path, token)
                    );
                }

                return ExitCode.Success;
            }
        );
    }

    private static string Escape(string? text) => Uri.EscapeDataString(text ?? string.Empty);

    private static async Task<JsonElement> AskAsync(Server server, string path, CancellationToken cancellationToken)
    {
        var answer = await server.AskAsync(HttpMethod.Get, path, null, cancellationToken);
        return answer.ValueKind == JsonValueKind.Object ? answer.GetProperty("jobs") : answer;
    }

    private static async Task WatchAsync(Server server, string path, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(WatchInterval, TimeProvider.System);
        do
        {
            RemoteOutput.Changes(await AskAsync(server, path, cancellationToken), shown);
        } while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
