// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>A converter on System.Text.Json. Default options: fields included, all else as System.Text.Json has it.</summary>
public class JsonDataConverter : DataConverter
{
    private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    private readonly JsonSerializerOptions options;

    public JsonDataConverter(JsonSerializerOptions? options = null) => this.options = options ?? DefaultOptions;

    public static JsonDataConverter Default { get; } = new();

    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, options);

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, options);
}
