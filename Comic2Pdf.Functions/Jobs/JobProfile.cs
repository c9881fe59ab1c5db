using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Comic2Pdf.Processing.Ocr;

namespace Comic2Pdf.Functions.Jobs;

/// <summary>Everything that changes a job's output, as canonical JSON: sorted keys, no blanks, UTF-8.</summary>
/// <param name="Json">The canonical text.</param>
/// <param name="Languages">The languages in canonical order: sorted, each once. They are read in this order, or equal keys would hide different output.</param>
/// <param name="Deskew">Whether skewed pages are shown straight.</param>
public sealed record JobProfile(string Json, string Languages, bool Deskew = false)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 of the canonical text, in lower-case hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)));

    /// <summary>What the sender says of the book; null: nothing.</summary>
    [JsonIgnore]
    public BookDetails? Details =>
        JsonNode.Parse(Json)!["prep"]?["info"] is { } info ? BookDetails.Parse(Encoding.UTF8.GetBytes(info.ToJsonString())) : null;

    /// <summary>Makes a profile.</summary>
    /// <param name="languages">In any order.</param>
    /// <param name="tools">Versions of what takes part.</param>
    /// <param name="deskew">Whether skewed pages are shown straight.</param>
    /// <param name="nonce">Something that makes it differ from all others; null for the usual one.</param>
    /// <param name="details">What the sender says of the book; null: nothing.</param>
    public static JobProfile Create(
        string languages,
        ToolVersions tools,
        bool deskew = false,
        string? nonce = null,
        BookDetails? details = null
    )
    {
        ArgumentNullException.ThrowIfNull(languages);
        ArgumentNullException.ThrowIfNull(tools);
        var canonical = string.Join(
            '+',
            languages.Split('+', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
        var json = new JsonObject
        {
            ["ocr"] = new JsonObject
            {
                ["lang"] = canonical,
                ["rotatePages"] = true,
                ["deskew"] = deskew,
                ["optimize"] = 0,
                ["tools"] = ToJson(tools.Ocr),
            },
            ["prep"] = new JsonObject { ["tools"] = ToJson(tools.Prep) },
        };
        if (LanguageSearch.IsAsked(canonical))
        {
            // Among other languages another one may be found.
            json["ocr"]!["tools"]!["languages"] = string.Join('+', LanguageSearch.Candidates(tools.Languages));
        }

        if (BookDetails.ToJson(details) is { } info)
        {
            json["prep"]!["info"] = info;
        }

        if (nonce is not null)
        {
            json["nonce"] = nonce;
        }

        return new JobProfile(Sort(json)!.ToJsonString(Plain), canonical, deskew);
    }

    /// <summary>The profile that a job was made with.</summary>
    public static JobProfile FromJson(JsonElement json)
    {
        var ocr = json.GetProperty("ocr");
        return new JobProfile(
            Sort(JsonObject.Create(json))!.ToJsonString(Plain),
            ocr.GetProperty("lang").GetString()!,
            ocr.GetProperty("deskew").GetBoolean()
        );
    }

    private static JsonObject ToJson(IReadOnlyDictionary<string, string> versions) =>
        new(versions.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value))));

    private static JsonNode? Sort(JsonNode? node) =>
        node is JsonObject o
            ? new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sort(p.Value))))
            : node?.DeepClone();
}
