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

    /// <summary>GET /jobs.</summary>
    public static void Jobs(JsonElement jobs) =>
        Table(
            ["JOB", "STATE", "ATTEMPT", "PAGES", "UPDATED", "FILE"],
            jobs.EnumerateArray()
                .Select(j =>
                    new[]
                    {
                        Text(j, "jobKey"),
                        Text(j, "state"),
                        Text(j, "attempt"),
                        $"{j.GetProperty("pages").GetProperty("done")}/{j.GetProperty("pages").GetProperty("total")}",
                        Text(j, "updatedAt"),
                        Text(j, "inputFile"),
                    }
                )
        );

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
            Console.Out.WriteLine($"{property.Name, -18}{property.Value}");
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : string.Empty;

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
            table.AddRow([Markup.Escape(row[0].Length > 20 ? row[0][..16] : row[0]), .. row[1..].Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }
}
