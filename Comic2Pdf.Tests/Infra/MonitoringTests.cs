using System.Text.Json;
using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Infra;

/// <summary>Alerts and the dashboard ask for metrics and log lines that there are, and name procedures that there are.</summary>
[Trait("Storage", "files")]
public sealed partial class MonitoringTests
{
    private static readonly string Rules = File.ReadAllText(Path.Combine(Repository.Root, "infra/monitoring/prometheus-rules.yml"));

    private static readonly string Azure = File.ReadAllText(Path.Combine(Repository.Root, "infra/modules/alerts.bicep"));
    private static readonly string Dashboard = File.ReadAllText(Path.Combine(Repository.Root, "infra/monitoring/grafana-dashboard.json"));

    [Fact]
    public async Task Metrics_OfAlertsAndDashboard_AreAllServed()
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
        foreach (var text in new[] { Rules, string.Join('\n', Expressions()) })
        {
            var asked = Metrics().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToList();
            Assert.True(asked.Count > 6);
            Assert.All(asked, name => Assert.Contains(name.Replace("_bucket", string.Empty, StringComparison.Ordinal), served));
        }
    }

    [Fact]
    public void Dashboard_Panels_HaveTheirPlaceAndTheirQueries()
    {
        using var json = JsonDocument.Parse(Dashboard);
        var panels = json.RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
        var taken = new HashSet<(int X, int Y)>();
        foreach (var place in panels.Select(p => p.GetProperty("gridPos")))
        {
            var (x, y) = (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32());
            Assert.True(x + place.GetProperty("w").GetInt32() <= 24);
            for (var i = 0; i < place.GetProperty("w").GetInt32() * place.GetProperty("h").GetInt32(); i++)
            {
                var width = place.GetProperty("w").GetInt32();
                Assert.True(taken.Add((x + (i % width), y + (i / width))), "panels overlap");
            }
        }

        Assert.All(Expressions(), e => Assert.Equal(e.Count(c => c == '('), e.Count(c => c == ')')));
    }

    [Theory]
    [InlineData("prometheus")]
    [InlineData("azure")]
    [InlineData("grafana")]
    public void Procedures_OfAlerts_StandInTheRunbook(string where)
    {
        var text = where switch
        {
            "prometheus" => Rules,
            "azure" => Azure,
            _ => Dashboard,
        };
        var runbook = File.ReadAllText(Path.Combine(Repository.Root, "docs/runbook.md"));
        var named = Procedures().Matches(text).Select(m => m.Groups["section"].Value).ToList();
        var alerts =
            where == "prometheus" ? Regex.Count(text, "- alert: ")
            : where == "azure" ? Regex.Count(text, "    text: '")
            : named.Count;
        Assert.True(named.Count >= 6);
        Assert.Equal(alerts, named.Count);
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

    [Fact]
    public void Lines_ThatAzureAlertsLookFor_AreLogged()
    {
        var logged = LogLines.All();
        var wanted = Wanted().Matches(Azure).Select(m => m.Groups["text"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(wanted.Count > 10);
        Assert.All(wanted, w => Assert.Contains(logged, l => l.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Expressions()
    {
        using var json = JsonDocument.Parse(Dashboard);
        return
        [
            .. json
                .RootElement.GetProperty("panels")
                .EnumerateArray()
                .SelectMany(p => p.GetProperty("targets").EnumerateArray())
                .Select(t => t.GetProperty("expr").GetString()!),
        ];
    }

    [GeneratedRegex("comic2pdf_[a-z_]+")]
    private static partial Regex Metrics();

    [GeneratedRegex("^# TYPE (?<name>[a-z0-9_]+) ", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex("docs/runbook.md, (?<section>procedure [1-6]|[A-Z][a-z ]+)(?=['\"\n])")]
    private static partial Regex Procedures();

    [GeneratedRegex("message contains \"(?<text>[^\"]+)\"")]
    private static partial Regex Wanted();
}
