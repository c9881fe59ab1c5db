using System.Text.Encodings.Web;
using System.Text.Json;

namespace Comic2Pdf.Functions.Stores;

/// <summary>How JSON looks in files and over HTTP: camelCase, readable letters.</summary>
public static class Json
{
    /// <summary>For people and other programs.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
