using System.CommandLine;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf rejections [--retry ID].</summary>
internal static class RejectionsCommand
{
    public static Command Create()
    {
        var retry = new Option<string?>("--retry") { Description = "Put this one back into in/.", HelpName = "ID" };
        return RemoteCommand.Create(
            "rejections",
            "Lists files that were refused, and tries one again.",
            [retry],
            (server, parsed, token) =>
                parsed.GetValue(retry) is { } id
                    ? server.AskAsync(HttpMethod.Post, $"/rejections/{Uri.EscapeDataString(id)}/retry", null, token)
                    : server.AskAsync(HttpMethod.Get, "/rejections", null, token),
            answer =>
            {
                if (answer.ValueKind == System.Text.Json.JsonValueKind.Array)
                {
                    RemoteOutput.Rejections(answer);
                }
                else
                {
                    RemoteOutput.Values(answer);
                }
            }
        );
    }
}
