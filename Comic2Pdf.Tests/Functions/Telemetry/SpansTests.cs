using System.Text;
using Comic2Pdf.Tests.Functions.Notices;

namespace Comic2Pdf.Tests.Functions.Telemetry;

/// <summary>The real program with a collector on this machine.</summary>
[Trait("Storage", "files")]
public sealed class SpansTests
{
    [Fact]
    public async Task Serve_WithACollector_SendsOneTraceFromTheFileToItsPdf()
    {
        await using var collector = await Receiver.StartAsync();
        await using var app = await TestApp.ServeAsync(
            environment:
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString()),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_BSP_SCHEDULE_DELAY", "100"),
                ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
            ]
        );
        app.Drop("a.cbz", pages: 10);
        await app.UntilMetricAsync("done", 1);
        await app.UntilAsync("the trace is whole", () => TraceOf().Any(s => s.Name == "job") && TraceOf().Any(s => s.Name == "publish"));
        var trace = TraceOf();
        Assert.Equal(
            ["finish", "intake", "job", "ocr chunk", "ocr chunk", "prep", "publish", "start job"],
            trace.Select(s => s.Name).Order(StringComparer.Ordinal)
        );
        var start = trace.Single(s => s.Name == "start job");
        Assert.Equal(trace.Single(s => s.Name == "intake").SpanId, start.ParentId);
        Assert.All(trace.Where(s => s.Name is not ("intake" or "start job")), s => Assert.Equal(start.SpanId, s.ParentId));
        await app.UntilAsync(
            "metrics come",
            () =>
                collector.Requests.Any(r =>
                    r.Path == "/v1/metrics" && Encoding.UTF8.GetString(r.Body).Contains("comic2pdf.jobs_done", StringComparison.Ordinal)
                )
        );

        List<OtlpSpan> TraceOf()
        {
            var all = collector.Requests.Where(r => r.Path == "/v1/traces").SelectMany(r => OtlpSpan.ReadAll(r.Body)).ToList();
            var id = all.FirstOrDefault(s => s.Name == "start job")?.TraceId;
            return [.. all.Where(s => s.TraceId == id)];
        }
    }
}
