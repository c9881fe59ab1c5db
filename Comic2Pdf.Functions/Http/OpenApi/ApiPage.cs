using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>The OpenAPI document as a page for people: HTML without a script, so that the strictest content security policy holds, and it works where there is no network.</summary>
internal static class ApiPage
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
        h2 { margin-top: 2.5rem; text-transform: capitalize; }
        details { border: 1px solid #8886; border-radius: .4rem; margin: .5rem 0; padding: .5rem .8rem; }
        summary { cursor: pointer; }
        code, pre { font: .9em ui-monospace, monospace; }
        pre { overflow-x: auto; white-space: pre; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #8884; }
        .method { display: inline-block; min-width: 4.5rem; font-weight: 700; }
        """;

    private static readonly Lazy<string> Made = new(() => Make((JsonObject)JsonNode.Parse(ApiDocument.Text)!));

    /// <summary>The page.</summary>
    public static string Html => Made.Value;

    /// <summary>What the page may do: show itself, with its own style.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string Make(JsonObject document)
    {
        var operations = document["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject().Where(m => m.Key != "head").Select(m => (Path: p.Key, Method: m.Key, Operation: m.Value!)))
            .GroupBy(o => Text(o.Operation["tags"]![0]), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal);
        var html = new StringBuilder(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>comic2pdf API</title><style>{Style}</style></head>
            <body>
            <main>
            <h1>comic2pdf API {Safe(document["info"]!["version"])}</h1>
            <p>{Safe(document["info"]!["description"])}</p>
            <p>For machines: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1). What needs a key takes it as <code>x-api-key</code> or <code>Authorization: Bearer</code>.</p>

            """
        );
        foreach (var group in operations)
        {
            html.Append(null, $"<h2>{Safe(group.Key)}</h2>\n");
            foreach (var (path, method, operation) in group)
            {
                AppendOperation(html, path, method, operation);
            }
        }

        html.Append("<h2>Schemas</h2>\n");
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            html.Append(
                null,
                $"<details id=\"{Safe(name)}\"><summary><code>{Safe(name)}</code></summary><pre tabindex=\"0\">{Safe(schema!.ToJsonString(Json.Options))}</pre></details>\n"
            );
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void AppendOperation(StringBuilder html, string path, string method, JsonNode operation)
    {
        html.Append(
            null,
            $"<details><summary><span class=\"method\">{Safe(method.ToUpperInvariant())}</span> <code>{Safe(path)}</code> {Safe(operation["summary"])}</summary>\n"
        );
        if (operation["description"] is { } description)
        {
            html.Append(null, $"<p>{Safe(description)}</p>\n");
        }

        if (operation["security"] is not null)
        {
            html.Append("<p>Needs the key when API_KEY is set (reading: only over a network).</p>\n");
        }

        var parameters = operation["parameters"]?.AsArray() ?? [];
        AppendTable(
            html,
            "Parameters",
            parameters.Select(p => ($"{Text(p!["name"])} ({Text(p["in"])})", Safe(p["description"]), TypeOf(p["schema"])))
        );
        AppendTable(html, "Body", ContentsOf(operation["requestBody"]).Select(c => (c.Type, string.Empty, c.Schema)));
        AppendTable(
            html,
            "Answers",
            operation["responses"]!
                .AsObject()
                .Select(r =>
                    (
                        r.Key,
                        Safe(r.Value!["description"]),
                        string.Join(" ", ContentsOf(r.Value).Select(c => c.Schema).Distinct(StringComparer.Ordinal))
                    )
                )
        );
        html.Append("</details>\n");
    }

    private static void AppendTable(StringBuilder html, string title, IEnumerable<(string Name, string Html, string TypeHtml)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        html.Append(null, $"<h3>{title}</h3>\n<table><tbody>\n");
        foreach (var (name, description, type) in all)
        {
            html.Append(null, $"<tr><th scope=\"row\"><code>{Safe(name)}</code></th><td>{description}</td><td>{type}</td></tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private static IEnumerable<(string Type, string Schema)> ContentsOf(JsonNode? holder) =>
        (holder?["content"]?.AsObject() ?? []).Select(c =>
            (c.Key, c.Value!["schema"] is { } schema ? TypeOf(schema) : $"<code>{Safe(c.Key)}</code>")
        );

    // HTML: a link to the schema where it has a name.
    private static string TypeOf(JsonNode? schema) =>
        schema?["$ref"] is { } reference && Text(reference).Split('/')[^1] is var name
            ? $"<a href=\"#{Safe(name)}\"><code>{Safe(name)}</code></a>"
        : schema?["items"] is { } items ? $"{TypeOf(items)}[]"
        : schema?["anyOf"] is JsonArray any ? string.Join(" or ", any.Select(TypeOf))
        : schema?["type"] is { } type
            ? $"<code>{Safe(type)}</code>{(schema["maximum"] is { } maximum ? $" 1..{Safe(maximum)}" : string.Empty)}"
        : string.Empty;

    private static string Text(JsonNode? node) => node?.ToString() ?? string.Empty;

    private static string Safe(JsonNode? node) => Safe(Text(node));

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
