using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Comic2Pdf.LocalRuntime.History;

/// <summary>The history's own format. Generated, so that reading a history costs no reflection; unescaped, so that a human can read it too.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(List<HistoryEvent>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    private static readonly HistoryJson Format = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(HistoryEvent value) => JsonSerializer.Serialize(value, Format.HistoryEvent);

    public static string Write(List<HistoryEvent> turn) => JsonSerializer.Serialize(turn, Format.ListHistoryEvent);

    public static HistoryEvent ReadEvent(string json) => JsonSerializer.Deserialize(json, Format.HistoryEvent)!;

    public static List<HistoryEvent> ReadTurn(string json) => JsonSerializer.Deserialize(json, Format.ListHistoryEvent)!;

    public static string? WriteTags(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0 ? null : JsonSerializer.Serialize(tags, Format.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string> ReadTags(string json) =>
        JsonSerializer.Deserialize(json, Format.IReadOnlyDictionaryStringString)!;
}
