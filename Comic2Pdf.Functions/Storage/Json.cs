using System.Text.Encodings.Web;
using System.Text.Json;

namespace Comic2Pdf.Functions.Storage;

/// <summary>How JSON looks in files and over HTTP: camelCase, readable letters.</summary>
public static class Json
{
    /// <summary>For people and other programs.</summary>
    public static JsonSerializerOptions Options { get; } = Create(indented: true);

    /// <summary>The same on one line, for files of many lines.</summary>
    public static JsonSerializerOptions Line { get; } = Create(indented: false);

    // Fixed before anybody has them. HTTP results give options that are not fixed yet a resolver: when their first use elsewhere came between the look and
    // the change, the answer was a 500, in the first moments after a start.
    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            WriteIndented = indented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
