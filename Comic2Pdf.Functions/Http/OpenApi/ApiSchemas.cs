using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Comic2Pdf.Functions.Http.Answers;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Functions.Http.OpenApi;

/// <summary>JSON schemas of what is answered, from the very types that are written: each record once, under its name.</summary>
internal sealed class ApiSchemas
{
    private static readonly string[] Codes =
    [
        .. new[] { typeof(ErrorCode), typeof(RejectionCode), typeof(JobError) }.SelectMany(ConstantsOf).Order(StringComparer.Ordinal),
    ];

    private static readonly string[] States =
    [
        JobStates.Discovered,
        .. ConstantsOf(typeof(JobStages)).SelectMany(s => ConstantsOf(typeof(JobPhases)).Select(p => JobStates.In(s, p))),
        JobStates.Done,
        .. ConstantsOf(typeof(JobStages)).Select(JobStates.FailedIn),
    ];

    private readonly SortedDictionary<string, JsonNode> _known = new(StringComparer.Ordinal);

    /// <summary>Those that were asked for so far, and those within them.</summary>
    public JsonObject All => new(_known.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value.DeepClone())));

    /// <summary>The schema of a type, for the place where it is used.</summary>
    public JsonNode Of(Type type)
    {
        if (!IsRecord(type))
        {
            return Export(type);
        }

        if (_known.TryAdd(type.Name, new JsonObject()))
        {
            _known[type.Name] = Export(type);
        }

        return Reference(type);
    }

    private JsonNode Export(Type type)
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
                node.GetValueKind() == JsonValueKind.True ? new JsonObject() // Anything; some readers know no other way to say so.
                : context.TypeInfo.Type == type && context.Path.Length == 0 ? Complete(context.TypeInfo, node)
                : IsRecord(context.TypeInfo.Type) ? Nullable(Of(context.TypeInfo.Type), node)
                : WithKnownValues(context, node),
        };
        return Json.Options.GetJsonSchemaAsNode(type, options);
    }

    // Everything that is always written is required in the schema of an answer.
    private static JsonNode Complete(JsonTypeInfo type, JsonNode node)
    {
        if (node is JsonObject schema && type.Kind == JsonTypeInfoKind.Object)
        {
            schema["type"] = "object";
            foreach (var property in type.Properties.Where(p => p.ShouldSerialize is not null))
            {
                // It is left out, and never null.
                if (schema["properties"]?[property.Name]?["type"] is JsonArray types)
                {
                    schema["properties"]![property.Name]!["type"] = types.First(t => t!.GetValue<string>() != "null")!.DeepClone();
                }
            }

            schema["required"] = new JsonArray([.. type.Properties.Where(p => p.ShouldSerialize is null).Select(p => (JsonNode)p.Name)]);
        }

        return node;
    }

    private static JsonNode Nullable(JsonNode reference, JsonNode node) =>
        node is JsonObject schema && schema["type"] is JsonArray types && types.Any(t => t!.GetValue<string>() == "null")
            ? new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, reference) }
            : reference;

    private static JsonNode WithKnownValues(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is JsonObject schema && context.PropertyInfo is { } property && property.PropertyType == typeof(string))
        {
            var values = property.Name switch
            {
                "code" => Codes,
                "state" when property.DeclaringType != typeof(WaitingDuplicate) => States,
                _ => [],
            };
            if (values.Length > 0)
            {
                schema["examples"] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
            }
        }

        if (node is JsonObject choice && choice["enum"] is JsonArray && choice["type"] is null)
        {
            choice["type"] = "string";
        }

        return node;
    }

    private static bool IsRecord(Type type) =>
        type.Namespace?.StartsWith("Comic2Pdf.", StringComparison.Ordinal) == true && type is { IsClass: true, IsArray: false };

    private static JsonObject Reference(Type type) => new() { ["$ref"] = $"#/components/schemas/{type.Name}" };

    private static IEnumerable<string> ConstantsOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
}
