using System.Text.Json;
using Spectre.Console;

namespace Comic2Pdf.Cli.Remote;

/// <summary>Answers of the server for people: tables on a terminal, tab-separated lines into a pipe.</summary>
internal static class RemoteOutput
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The answer as it is.</summary>
    public static void Json(JsonElement answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Indented));

    private static readonly string[] JobTitles = ["JOB", "STATE", "ATTEMPT", "PAGES", "UPDATED", "FILE"];

    /// <summary>GET /jobs.</summary>
    public static void Jobs(JsonElement jobs) => Table(JobTitles, jobs.EnumerateArray().Select(RowOf));

    /// <summary>GET /jobs once more: on a terminal in the place of what stood there, into a pipe only the lines that have changed.</summary>
    /// <param name="jobs">The answer.</param>
    /// <param name="shown">The line of each job that was shown last.</param>
    public static void Changes(JsonElement jobs, Dictionary<string, string> shown)
    {
        if (!Console.IsOutputRedirected)
        {
            AnsiConsole.Clear();
            Jobs(jobs);
            return;
        }

        // The oldest first: what happened last is the last line.
        foreach (var row in jobs.EnumerateArray().Reverse().Select(RowOf))
        {
            var line = string.Join('\t', row);
            if (shown.GetValueOrDefault(row[0]) != line)
            {
                shown[row[0]] = line;
                Console.Out.WriteLine(line);
            }
        }
    }

    /// <summary>GET /jobs/{jobKey}/history.</summary>
    public static void History(JsonElement history) =>
        Table(
            ["AT", "STATE", "ATTEMPT", "CODE", "DETAIL"],
            history
                .EnumerateArray()
                .Select(t => new[] { Text(t, "at"), Text(t, "state"), Text(t, "attempt"), Text(t, "code"), Text(t, "detail") })
        );

    /// <summary>GET /rejections.</summary>
    public static void Rejections(JsonElement rejections) =>
        Table(
            ["ID", "SINCE", "CODE", "FILE", "DETAIL"],
            rejections
                .EnumerateArray()
                .Select(r => new[] { Text(r, "id"), Text(r, "rejectedAt"), Text(r, "code"), Text(r, "fileName"), Text(r, "detail") })
        );

    /// <summary>GET /search.</summary>
    public static void Hits(JsonElement answer)
    {
        Table(
            ["JOB", "BOOK", "PAGE", "TEXT"],
            answer
                .GetProperty("hits")
                .EnumerateArray()
                .Select(h => new[] { Text(h, "jobKey"), Text(h, "book"), Text(h, "page"), Text(h, "text") })
        );
        if (
            !Console.IsOutputRedirected
            && answer.GetProperty("total").GetInt32() is var total
            && total > answer.GetProperty("hits").GetArrayLength()
        )
        {
            Console.Out.WriteLine(FormattableString.Invariant($"{total} in all; --limit shows more"));
        }

        if (!answer.GetProperty("isComplete").GetBoolean())
        {
            Console.Error.WriteLine("the index is still being made: some books are not in it yet");
        }
    }

    /// <summary>GET /duplicates.</summary>
    public static void Duplicates(JsonElement duplicates) =>
        Table(
            ["JOB", "SINCE", "FILES"],
            duplicates
                .EnumerateArray()
                .Select(d =>
                    new[]
                    {
                        Text(d, "jobKey"),
                        Text(d, "detectedAt"),
                        string.Join(", ", d.GetProperty("files").EnumerateArray().Select(f => Text(f, "fileName"))),
                    }
                )
        );

    /// <summary>One object, a line for each value.</summary>
    public static void Values(JsonElement answer)
    {
        foreach (var property in answer.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
        {
            Console.Out.WriteLine($"{TerminalText.Safe(property.Name), -24} {TerminalText.Safe(property.Value.ToString())}");
        }
    }

    private static string[] RowOf(JsonElement job) =>
        [
            Text(job, "jobKey"),
            Text(job, "state"),
            Text(job, "attempt"),
            $"{job.GetProperty("pages").GetProperty("done")}/{job.GetProperty("pages").GetProperty("total")}",
            Text(job, "updatedAt"),
            Text(job, "inputFile"),
        ];

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? TerminalText.Safe(value.ToString()) : string.Empty;

    private static void Table(string[] titles, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (var row in rows)
            {
                Console.Out.WriteLine(string.Join('\t', row));
            }

            return;
        }

        var table = new Table().Border(TableBorder.None);
        foreach (var title in titles)
        {
            table.AddColumn(new TableColumn(title));
        }

        foreach (var row in rows)
        {
            // A key has 130 characters; its beginning and the start of the profile tell jobs apart, and every command takes a beginning.
            table.AddRow([Markup.Escape(row[0].Length > 20 ? row[0][..16] : row[0]), .. row[1..].Select(c => Markup.Escape(c))]);
        }

        AnsiConsole.Write(table);
    }
}
