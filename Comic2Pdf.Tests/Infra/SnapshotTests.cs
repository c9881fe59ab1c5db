using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>
/// What each variant of the deployment makes is kept beside this test, so that a change of infra/ shows what it changes. Written anew with COMIC2PDF_UPDATE_SNAPSHOTS=1,
/// and read before it is committed. Alerts and workbooks have tests of their own and are left out.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly string[] LeftOut =
    [
        "Microsoft.AlertsManagement/",
        "Microsoft.Dashboard/",
        "Microsoft.Insights/",
        "Microsoft.Monitor/",
    ];

    [Theory]
    [InlineData("plain")]
    [InlineData("replicas", "param replicas = 3")]
    [InlineData("addresses", "param allowedAddressRanges = ['192.0.2.0/24']")]
    [InlineData("scheduler", "param durableBackend = 'scheduler'")]
    [InlineData("telemetry", "param telemetryMode = 'openTelemetry'")]
    [InlineData("network", "param networkAddressPrefix = '10.7.0.0/24'", "param allowedAddressRanges = ['192.0.2.0/24']")]
    public async Task Variant_IsWhatItWas(string name, params string[] parameters)
    {
        using var snapshot = await Deployment.WithAsync(parameters);
        var kept = new JsonArray([
            .. snapshot
                .RootElement.GetProperty("predictedResources")
                .EnumerateArray()
                .Where(r => !LeftOut.Any(t => r.GetProperty("type").GetString()!.StartsWith(t, StringComparison.OrdinalIgnoreCase)))
                .OrderBy(r => r.GetProperty("id").GetString(), StringComparer.Ordinal)
                .Select(r => JsonNode.Parse(r.GetRawText())),
        ]);
        var text = kept.ToJsonString(Readable) + "\n";
        var path = Path.Combine(Repository.Root, "Comic2Pdf.Tests/Infra/Snapshots", $"{name}.json");
        if (Environment.GetEnvironmentVariable("COMIC2PDF_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), text);
    }
}
