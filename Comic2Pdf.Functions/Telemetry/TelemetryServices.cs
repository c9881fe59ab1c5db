using System.Reflection;
using Comic2Pdf.Functions.Logging;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Comic2Pdf.Functions.Telemetry;

/// <summary>OpenTelemetry, where it is asked for. Where to, how and how much is said by the standard variables, which its SDK reads.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds it. Nothing of the SDK is loaded when nothing is to be sent.</summary>
    public static void AddTelemetry(this IServiceCollection services, TelemetryChoice choice)
    {
        if (choice.IsAny)
        {
            Add(services, choice);
        }
    }

    private static void Add(IServiceCollection services, TelemetryChoice choice)
    {
        var version = typeof(Spans)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0];
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(r =>
            {
                // What OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES say wins.
                r.Clear().AddService("comic2pdf", serviceVersion: version).AddTelemetrySdk().AddEnvironmentVariableDetector();
            });
        if (choice.Traces)
        {
            telemetry.WithTracing(t => t.AddSource(Spans.SourceName).AddAspNetCoreInstrumentation().AddOtlpExporter());
        }

        if (choice.Metrics)
        {
            telemetry.WithMetrics(m => m.AddMeter(EventCounters.MeterName).AddRuntimeInstrumentation().AddOtlpExporter());
        }
    }
}
