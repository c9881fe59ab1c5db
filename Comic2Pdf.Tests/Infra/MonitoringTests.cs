using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Infra;

/// <summary>The alerts for Prometheus ask for metrics that there are, and name procedures that there are.</summary>
[Trait("Storage", "files")]
public sealed partial class MonitoringTests
{
    private static readonly string Rules = File.ReadAllText(Path.Combine(Repository.Root, "infra/monitoring/prometheus-rules.yml"));

    [Fact]
    public async Task Alerts_Metrics_AreAllServed()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        app.Drop("a.cbz");
        await app.JobAsync("a.cbz", "DONE");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.ParseAdd("text/plain");
        using var response = await app.Http.SendAsync(request);
        var served = Types()
            .Matches(await response.Content.ReadAsStringAsync())
            .Select(m => m.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        var asked = Metrics().Matches(Rules).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(asked.Count > 6);
        Assert.All(asked, name => Assert.Contains(name, served));
    }

    [Fact]
    public void Alerts_Procedures_StandInTheRunbook()
    {
        var runbook = File.ReadAllText(Path.Combine(Repository.Root, "docs/runbook.md"));
        var named = Procedures().Matches(Rules).Select(m => m.Groups["section"].Value).ToList();
        Assert.Equal(Regex.Count(Rules, "- alert: "), named.Count);
        Assert.All(
            named,
            n =>
                Assert.Contains(
                    n.StartsWith("procedure ", StringComparison.Ordinal) ? $"\n## {n["procedure ".Length..]}. " : $"\n## {n}\n",
                    runbook,
                    StringComparison.Ordinal
                )
        );
    }

    [GeneratedRegex("comic2pdf_[a-z_]+")]
    private static partial Regex Metrics();

    [GeneratedRegex("^# TYPE (?<name>[a-z0-9_]+) ", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex("runbook: docs/runbook.md, (?<section>.+)$", RegexOptions.Multiline)]
    private static partial Regex Procedures();
}
