using System.Text.Json;

namespace Comic2Pdf.Tests.Infra;

/// <summary>What infra/main.bicep deploys, worked out once for all tests.</summary>
public sealed class Deployment : IDisposable
{
    private const string Deployer = "11111111-1111-1111-1111-111111111111";
    private readonly Lazy<Task<JsonDocument>> _plain = new(() => WithAsync());

    public void Dispose()
    {
        if (_plain is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            _plain.Value.Result.Dispose();
        }
    }

    /// <summary>With the parameters that azd asks for, and no others.</summary>
    internal async Task<JsonElement> PlainAsync() => (await _plain.Value).RootElement;

    /// <summary>With further parameters.</summary>
    internal static Task<JsonDocument> WithAsync(params string[] parameters) =>
        Bicep.SnapshotAsync(
            "main.bicep",
            [
                "param environmentName = 'test'",
                "param location = 'westeurope'",
                $"param deployerPrincipalId = '{Deployer}'",
                "param apiKey = 'a-key-that-is-long-enough'",
                .. parameters,
            ]
        );

    internal static JsonElement Only(JsonElement snapshot, string type) => Assert.Single(All(snapshot, type));

    internal static List<JsonElement> All(JsonElement snapshot, string type) =>
        [.. snapshot.GetProperty("predictedResources").EnumerateArray().Where(r => r.GetProperty("type").GetString() == type)];

    internal static JsonElement App(JsonElement snapshot) => Only(snapshot, "Microsoft.App/containerApps").GetProperty("properties");

    /// <summary>The app's settings: value, or "secret:" and the secret's name.</summary>
    internal static Dictionary<string, string> Settings(JsonElement snapshot) =>
        App(snapshot)
            .GetProperty("template")
            .GetProperty("containers")[0]
            .GetProperty("env")
            .EnumerateArray()
            .ToDictionary(
                e => e.GetProperty("name").GetString()!,
                e => e.TryGetProperty("value", out var value) ? value.GetString()! : $"secret:{e.GetProperty("secretRef").GetString()}",
                StringComparer.Ordinal
            );
}
