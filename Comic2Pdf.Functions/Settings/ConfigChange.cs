using System.Text.Json;
using System.Text.RegularExpressions;

namespace Comic2Pdf.Functions.Settings;

/// <summary>The body of POST /config, checked: either all of it can be applied or none.</summary>
/// <param name="Applied">The known keys with their values.</param>
/// <param name="Ignored">Names of the unknown keys.</param>
/// <param name="Fault">Why nothing is applied, or null.</param>
public sealed partial record ConfigChange(IReadOnlyDictionary<string, object> Applied, IReadOnlyList<string> Ignored, string? Fault)
{
    /// <summary>The most archives unpacked, or books read, at the same time.</summary>
    public const int MaxConcurrency = 64;

    /// <summary>The longest silence that may be allowed, in seconds.</summary>
    public const int MaxTimeout = 86_400;

    /// <summary>Parses and checks a body.</summary>
    public static ConfigChange Parse(string body)
    {
        var applied = new Dictionary<string, object>(StringComparer.Ordinal);
        var ignored = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new ConfigChange(applied, ignored, "the body must be a JSON object");
            }

            foreach (var property in json.RootElement.EnumerateObject())
            {
                var fault = property.Name switch
                {
                    "prep_concurrency" or "ocr_concurrency" => Number(property, 1, MaxConcurrency, applied),
                    "job_timeout_s" => Number(property, 1, MaxTimeout, applied),
                    "default_ocr_lang" => Language(property, applied),
                    _ => Ignore(property, ignored),
                };
                if (fault is not null)
                {
                    return new ConfigChange(applied, ignored, fault);
                }
            }

            return new ConfigChange(applied, ignored, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is half of a surrogate pair, which the parser lets pass until it is read as a text.
            return new ConfigChange(applied, ignored, $"the body is not JSON: {e.Message}");
        }
    }

    /// <summary>The configuration with the change in it.</summary>
    public RuntimeConfig ApplyTo(RuntimeConfig old)
    {
        ArgumentNullException.ThrowIfNull(old);
        return new RuntimeConfig(
            Value("prep_concurrency", old.PrepConcurrency),
            Value("ocr_concurrency", old.OcrConcurrency),
            Value("job_timeout_s", old.JobTimeoutSeconds),
            Value("default_ocr_lang", old.DefaultOcrLang)
        );
    }

    private static string? Number(JsonProperty property, int min, int max, Dictionary<string, object> applied)
    {
        if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetInt32(out var value) || value < min || value > max)
        {
            return $"{property.Name} must be a whole number from {min} to {max}";
        }

        applied[property.Name] = value;
        return null;
    }

    private static string? Language(JsonProperty property, Dictionary<string, object> applied)
    {
        if (
            property.Value.ValueKind != JsonValueKind.String
            || property.Value.GetString() is not { Length: <= 200 } text
            || !Languages().IsMatch(text)
        )
        {
            return $"{property.Name} must be language names joined by '+', such as fra+eng";
        }

        applied[property.Name] = text;
        return null;
    }

    private static string? Ignore(JsonProperty property, List<string> ignored)
    {
        ignored.Add(property.Name);
        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9_]+(\\+[A-Za-z0-9_]+)*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Languages();

    private T Value<T>(string name, T old) => Applied.TryGetValue(name, out var value) ? (T)value : old;
}
