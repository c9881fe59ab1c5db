using System.Globalization;
using System.Text;
using Comic2Pdf.Functions.Logging;

namespace Comic2Pdf.Functions.Index;

/// <summary>Writes metrics in the text format of Prometheus, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/plain; version=0.0.4";

    private readonly StringBuilder _text = new();

    /// <summary>A number that may rise and fall.</summary>
    public PrometheusText Gauge(string name, string help, double value) => Head(name, "gauge", help).Value(name, string.Empty, value);

    /// <summary>Numbers that may rise and fall, by kind.</summary>
    public PrometheusText Gauge(string name, string help, string label, IEnumerable<(string Label, double Value)> values)
    {
        Head(name, "gauge", help);
        foreach (var (kind, value) in values)
        {
            Value(name, Label(label, kind), value);
        }

        return this;
    }

    /// <summary>A number that only grows.</summary>
    public PrometheusText Counter(string name, string help, long value) => Head(name, "counter", help).Value(name, string.Empty, value);

    /// <summary>Numbers that only grow, by kind.</summary>
    public PrometheusText Counter(string name, string help, string label, IEnumerable<(string Label, long Count)> values)
    {
        Head(name, "counter", help);
        foreach (var (kind, count) in values)
        {
            Value(name, Label(label, kind), count);
        }

        return this;
    }

    /// <summary>Durations.</summary>
    public PrometheusText Histogram(string name, string help, string label, IEnumerable<(string Label, Histogram Durations)> values)
    {
        Head(name, "histogram", help);
        foreach (var (kind, durations) in values)
        {
            var (buckets, count, sum) = durations.Read();
            var labels = kind.Length == 0 ? string.Empty : Label(label, kind);
            var comma = labels.Length == 0 ? string.Empty : ",";
            foreach (var (bound, below) in buckets)
            {
                Value($"{name}_bucket", $"{labels}{comma}{Label("le", bound.ToString(CultureInfo.InvariantCulture))}", below);
            }

            Value($"{name}_bucket", $"{labels}{comma}{Label("le", "+Inf")}", count);
            Value($"{name}_sum", labels, sum);
            Value($"{name}_count", labels, count);
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Label(string name, string value) =>
        $"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private PrometheusText Head(string name, string type, string help)
    {
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        return this;
    }

    private PrometheusText Value(string name, string labels, double value)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? string.Empty : $"{{{labels}}}")} {value}\n");
        return this;
    }
}
