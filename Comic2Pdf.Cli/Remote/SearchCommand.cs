using System.CommandLine;

namespace Comic2Pdf.Cli.Remote;

/// <summary>comic2pdf search WORD... [--job JOB] [--limit N].</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var words = new Argument<string[]>("WORD")
        {
            Description = "Words that one balloon has; accents, case and one wrong letter do not matter, and beginnings will do.",
            Arity = ArgumentArity.OneOrMore,
        };
        var job = new Option<string?>("--job") { Description = "Only in the book of this job.", HelpName = "JOB" };
        var limit = new Option<int?>("--limit") { Description = "No more than so many hits; up to 200.", HelpName = "N" };
        return RemoteCommand.Create(
            "search",
            "Finds balloons in the finished books of a running server.",
            [words, job, limit],
            async (server, parsed, token) =>
            {
                var path = $"/search?q={Uri.EscapeDataString(string.Join(' ', parsed.GetValue(words)!))}";
                if (parsed.GetValue(job) is { } key)
                {
                    path += $"&key={await RemoteCommand.KeyOfAsync(server, "/jobs", key, token)}";
                }

                if (parsed.GetValue(limit) is { } count)
                {
                    path += FormattableString.Invariant($"&limit={count}");
                }

                return await server.AskAsync(HttpMethod.Get, path, null, token);
            },
            RemoteOutput.Hits
        );
    }
}
