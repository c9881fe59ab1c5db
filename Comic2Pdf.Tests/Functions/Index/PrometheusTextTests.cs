using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Logging;

namespace Comic2Pdf.Tests.Functions.Index;

[Trait("Storage", "files")]
public sealed class PrometheusTextTests
{
    [Fact]
    public void ToString_EachKind_IsTheTextFormat()
    {
        var durations = new Histogram();
        durations.Add(1.5);
        var text = new PrometheusText()
            .Gauge("g", "A gauge.", 1.5)
            .Counter("c_total", "A counter.", "code", [("a\"\\\n", 2)])
            .Histogram("h_seconds", "Durations.", "stage", [("PREP", durations)])
            .ToString();
        Assert.StartsWith(
            "# HELP g A gauge.\n# TYPE g gauge\ng 1.5\n# HELP c_total A counter.\n# TYPE c_total counter\nc_total{code=\"a\\\"\\\\\\n\"} 2\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\nh_seconds_bucket{stage=\"PREP\",le=\"1\"} 0\nh_seconds_bucket{stage=\"PREP\",le=\"2\"} 1\n",
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "h_seconds_bucket{stage=\"PREP\",le=\"+Inf\"} 1\nh_seconds_sum{stage=\"PREP\"} 1.5\nh_seconds_count{stage=\"PREP\"} 1\n",
            text,
            StringComparison.Ordinal
        );
    }
}
