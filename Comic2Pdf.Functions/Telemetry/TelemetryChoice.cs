namespace Comic2Pdf.Functions.Telemetry;

/// <summary>What is sent to a collector.</summary>
/// <param name="Traces">Traces.</param>
/// <param name="Metrics">Metrics.</param>
public sealed record TelemetryChoice(bool Traces, bool Metrics)
{
    /// <summary>Nothing is sent.</summary>
    public static TelemetryChoice None { get; } = new(false, false);

    /// <summary>Whether there is anything to be sent.</summary>
    public bool IsAny => Traces || Metrics;
}
