using System.Text.Json;

namespace Comic2Pdf.Functions.Intake;

/// <summary>What can be done with a duplicate.</summary>
public static class DuplicateAction
{
    /// <summary>The existing PDF once more, under the new name.</summary>
    public const string UseExisting = "USE_EXISTING_RESULT";

    /// <summary>The file is thrown away.</summary>
    public const string Discard = "DISCARD";

    /// <summary>A new job is made of it, once.</summary>
    public const string Force = "FORCE_REPROCESS";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [UseExisting, Discard, Force];

    /// <summary>The action that {"action": ...} names; null when the text is something else.</summary>
    public static string? Parse(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? string.Empty);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null : document.RootElement.EnumerateObject()
                .Where(p => p.Name.Equals("action", StringComparison.OrdinalIgnoreCase) && p.Value.ValueKind == JsonValueKind.String)
                .Select(p => p.Value.GetString()!)
                .FirstOrDefault(All.Contains);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
