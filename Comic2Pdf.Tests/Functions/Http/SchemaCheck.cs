using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comic2Pdf.Tests.Functions.Http;

/// <summary>Holds a value against a schema, more strictly than the standard: what the schema does not name must not be there.</summary>
internal static class SchemaCheck
{
    /// <summary>What is wrong with a value; null: nothing.</summary>
    public static string? FaultOf(JsonElement value, JsonNode schema, JsonObject document, string at = "$")
    {
        if (schema is not JsonObject rules)
        {
            return schema.GetValueKind() == JsonValueKind.True ? null : $"{at}: nothing is allowed here";
        }

        if (rules["$ref"] is { } reference)
        {
            return FaultOf(value, document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!, document, at);
        }

        if ((rules["anyOf"] ?? rules["oneOf"]) is JsonArray alternatives)
        {
            var faults = alternatives.Select(a => FaultOf(value, a!, document, at)).ToList();
            return faults.Contains(null) ? null : string.Join(" | ", faults);
        }

        if (rules["enum"] is JsonArray values && !values.Any(v => JsonElement.DeepEquals(JsonSerializer.SerializeToElement(v), value)))
        {
            return $"{at}: {value} is not one of {values.ToJsonString()}";
        }

        if (
            rules["type"] is { } type
            && !(type is JsonArray types ? types.Select(t => t!) : [type]).Any(t => Is(value, t.GetValue<string>()))
        )
        {
            return $"{at}: {value.ValueKind} is not {type.ToJsonString()}";
        }

        if (
            rules["examples"] is JsonArray known
            && value.ValueKind == JsonValueKind.String
            && !known.Any(k => k!.GetValue<string>() == value.GetString())
        )
        {
            return $"{at}: '{value}' is not documented";
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array when rules["items"] is { } items => value
                .EnumerateArray()
                .Select((v, i) => FaultOf(v, items, document, $"{at}[{i}]"))
                .FirstOrDefault(f => f is not null),
            JsonValueKind.Object when rules.Count > 0 => FaultOfObject(value, rules, document, at),
            _ => null,
        };
    }

    private static string? FaultOfObject(JsonElement value, JsonObject rules, JsonObject document, string at)
    {
        foreach (var name in (rules["required"] as JsonArray ?? []).Select(n => n!.GetValue<string>()))
        {
            if (!value.TryGetProperty(name, out _))
            {
                return $"{at}.{name} is missing";
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            var schema = rules["properties"]?[property.Name] ?? rules["additionalProperties"];
            if (schema is null)
            {
                return $"{at}.{property.Name} is not documented";
            }

            if (FaultOf(property.Value, schema, document, $"{at}.{property.Name}") is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static bool Is(JsonElement value, string type) =>
        type switch
        {
            "null" => value.ValueKind == JsonValueKind.Null,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "string" => value.ValueKind == JsonValueKind.String,
            "array" => value.ValueKind == JsonValueKind.Array,
            _ => value.ValueKind == JsonValueKind.Object,
        };
}
