using System.Text.Json;
using Microsoft.DurableTask.Converters;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>The JSON of inputs, outputs, events and custom statuses.</summary>
public static class DurableJson
{
    /// <summary>System.Text.Json with the options of the Functions worker: property names ignore case, fields are left out.</summary>
    public static JsonDataConverter Converter { get; } = new(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
}
