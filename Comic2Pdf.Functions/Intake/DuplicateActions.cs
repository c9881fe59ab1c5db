using System.Text.Json;

namespace Comic2Pdf.Functions.Intake;

/// <summary>The names of <see cref="DuplicateAction"/> in decision.json, in reports and over HTTP.</summary>
public static class DuplicateActions
{
    private static readonly Dictionary<string, DuplicateAction> ByName = Enum.GetValues<DuplicateAction>()
        .ToDictionary(a => JsonSerializer.SerializeToElement(a).GetString()!, StringComparer.Ordinal);

    /// <summary>All actions.</summary>
    public static IReadOnlyList<DuplicateAction> All { get; } = Enum.GetValues<DuplicateAction>();

    /// <summary>All names, for messages: "A, B, C".</summary>
    public static string Names { get; } = string.Join(", ", ByName.Keys);

    /// <summary>The action that {"action": ...} names; null when the text is something else.</summary>
    public static DuplicateAction? Parse(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? string.Empty);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? null
                : document
                    .RootElement.EnumerateObject()
                    .Where(p => p.Name.Equals("action", StringComparison.OrdinalIgnoreCase) && p.Value.ValueKind == JsonValueKind.String)
                    .Select(p => ByName.TryGetValue(p.Value.GetString()!, out var action) ? action : (DuplicateAction?)null)
                    .FirstOrDefault(a => a is not null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is half of a surrogate pair, which the parser lets pass until it is read as a text.
            return null;
        }
    }
}
