using System.Net.Http.Json;
using System.Text.Json;

namespace Comic2Pdf.Tests.Functions.Http;

[Trait("Storage", "files")]
public sealed class SettingsFunctionsTests
{
    [Fact]
    public async Task Get_Settings_SaysWhatIsInForceAndKeepsSecrets()
    {
        await using var app = await TestApp.StartAsync(s => s with { ApiKey = "a long secret" }, new FakeBooks());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/config") { Content = new StringContent("{\"ocr_concurrency\":4}") };
        request.Headers.Add("x-api-key", "a long secret");
        using var changed = await app.Http.SendAsync(request);
        var settings = await app.Http.GetFromJsonAsync<JsonElement>("/settings");
        var live = settings.GetProperty("live").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "ocr_concurrency");
        Assert.Equal(
            ("4", "1", 1, 64),
            (
                live.GetProperty("value").GetString(),
                live.GetProperty("atStart").GetString(),
                live.GetProperty("min").GetInt32(),
                live.GetProperty("max").GetInt32()
            )
        );
        Assert.True(settings.GetProperty("diskFreeBytes").GetInt64() > 0);
        Assert.Equal(app.Data, settings.GetProperty("atStart").GetProperty("DATA_DIR").GetString());
        Assert.DoesNotContain("a long secret", settings.ToString(), StringComparison.Ordinal);
    }
}
