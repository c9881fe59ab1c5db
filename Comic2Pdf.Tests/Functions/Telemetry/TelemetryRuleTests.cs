using Comic2Pdf.Functions.Telemetry;

namespace Comic2Pdf.Tests.Functions.Telemetry;

public sealed class TelemetryRuleTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://a", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://a", false, true)]
    [InlineData("OTEL_TRACES_EXPORTER=otlp", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a;OTEL_METRICS_EXPORTER=none", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://a;OTEL_SDK_DISABLED=TRUE", false, false)]
    public void Choose_Variables_SayWhatIsSent(string variables, bool traces, bool metrics) =>
        Assert.Equal(new TelemetryChoice(traces, metrics), TelemetryRule.Choose(ReaderOf(variables)));

    [Fact]
    public void Choose_UnknownExporter_IsNamed()
    {
        var e = Assert.Throws<FormatException>(() => TelemetryRule.Choose(ReaderOf("OTEL_TRACES_EXPORTER=zipkin")));
        Assert.Contains("OTEL_TRACES_EXPORTER: 'zipkin'", e.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> ReaderOf(string variables)
    {
        var all = variables
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(v => v.Split('=')[0], v => v.Split('=')[1], StringComparer.Ordinal);
        return name => all.GetValueOrDefault(name);
    }
}
