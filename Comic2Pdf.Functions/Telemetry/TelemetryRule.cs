namespace Comic2Pdf.Functions.Telemetry;

/// <summary>
/// What the standard variables of OpenTelemetry ask for. Unlike the standard, nothing is sent unless somebody has said where to, or has named an exporter: a converter that
/// knocks at a port of its machine unasked would be a surprise.
/// </summary>
public static class TelemetryRule
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>What is sent.</summary>
    /// <param name="read">Gives the value of a variable, or null.</param>
    /// <exception cref="FormatException">A variable asks for what there is not.</exception>
    public static TelemetryChoice Choose(Func<string, string?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return string.Equals(read("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
            ? TelemetryChoice.None
            : new TelemetryChoice(IsWanted("TRACES"), IsWanted("METRICS"));

        bool IsWanted(string signal)
        {
            var name = $"OTEL_{signal}_EXPORTER";
            return read(name)?.Trim() switch
            {
                null or "" => !string.IsNullOrWhiteSpace(read(Endpoint) ?? read($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")),
                "otlp" => true,
                "none" => false,
                var other => throw new FormatException($"{name}: '{other}' is neither otlp nor none"),
            };
        }
    }
}
