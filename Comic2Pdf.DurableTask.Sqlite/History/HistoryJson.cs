using System.Runtime.CompilerServices;
using DurableTask.Core.History;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>
/// The format of events on disk and in <c>GetOrchestrationHistoryAsync</c>: JSON with the data members of the framework's event types; the
/// member EventType says which type it is. A test pins the text of every event.
/// </summary>
public static class HistoryJson
{
    private static readonly Dictionary<string, Type> EventTypes = typeof(HistoryEvent)
        .Assembly.GetTypes()
        .Where(static t => !t.IsAbstract && t.IsSubclassOf(typeof(HistoryEvent)))
        .ToDictionary(static t => t == typeof(GenericEvent) ? t.Name : t.Name[..^"Event".Length], StringComparer.Ordinal);

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(
        new()
        {
            ContractResolver = new Contract(),
            Converters = { new StringEnumConverter(), new EventReader() },
            NullValueHandling = NullValueHandling.Ignore,
            // Strings stay as they are, also those that look like a time.
            DateParseHandling = DateParseHandling.None,
            MaxDepth = 512,
        }
    );

    /// <returns>A JSON object.</returns>
    public static string Write(HistoryEvent value) => SerializeOrNull(value)!;

    /// <returns>A JSON array.</returns>
    public static string Write(IEnumerable<HistoryEvent> values) => SerializeOrNull(values)!;

    /// <exception cref="JsonException">This is no event, or of a type that this version does not know.</exception>
    public static HistoryEvent ReadEvent(string json) => Deserialize<HistoryEvent>(json);

    /// <inheritdoc cref="ReadEvent"/>
    public static IList<HistoryEvent> ReadEvents(string json) => Deserialize<List<HistoryEvent>>(json);

    internal static string? SerializeOrNull(object? value)
    {
        using var text = new StringWriter();
        Serializer.Serialize(text, value);
        return value is null ? null : text.ToString();
    }

    /// <summary>For what is only shown: a value that can not be read is not there.</summary>
    internal static T? TryDeserialize<T>(string? json)
        where T : class
    {
        try
        {
            return json is null ? null : Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static T Deserialize<T>(string json)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(json));
            return Serializer.Deserialize<T>(reader) ?? throw new JsonSerializationException("There is nothing where a value must be.");
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or FormatException or OverflowException)
        {
            throw new JsonSerializationException(e.Message, e);
        }
    }

    private sealed class Contract : DefaultContractResolver
    {
        // Events have constructors of all sorts, and some more than one.
        protected override JsonObjectContract CreateObjectContract(Type objectType)
        {
            var contract = base.CreateObjectContract(objectType);
            contract.DefaultCreator = objectType.IsSubclassOf(typeof(HistoryEvent))
                ? () => RuntimeHelpers.GetUninitializedObject(objectType)
                : contract.DefaultCreator;
            return contract;
        }

        // EventType first, for who reads the file; what means nothing on disk is left out.
        protected override IList<JsonProperty> CreateProperties(Type type, MemberSerialization memberSerialization) =>
            [
                .. base.CreateProperties(type, memberSerialization)
                    .Where(static p => p.UnderlyingName is not (nameof(HistoryEvent.IsPlayed) or nameof(HistoryEvent.ExtensionData)))
                    .OrderBy(static p => p.UnderlyingName != nameof(HistoryEvent.EventType)),
            ];
    }

    private sealed class EventReader : JsonConverter
    {
        public override bool CanWrite => false;

        // Not the types below it: those are read as they are.
        public override bool CanConvert(Type objectType) => objectType == typeof(HistoryEvent);

        public override object ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        {
            var json = JObject.Load(reader);
            var name = (string?)json[nameof(HistoryEvent.EventType)] ?? "";
            return EventTypes.TryGetValue(name, out var type)
                ? json.ToObject(type, serializer)!
                : throw new JsonSerializationException($"'{name}' is no event type that this version knows.");
        }

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw new NotSupportedException();
    }
}
