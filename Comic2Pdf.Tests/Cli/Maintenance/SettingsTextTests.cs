using Comic2Pdf.Cli.Maintenance;
using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Tests.Cli.Maintenance;

public sealed class SettingsTextTests
{
    [Fact]
    public void Of_SettingsWithSecrets_HasNone()
    {
        var text = SettingsText.Of(
            new AppSettings
            {
                ApiKey = "very-secret-key",
                WebhookSecret = "very-secret-sign",
                WebhookUrls = [new Uri("https://user:very-secret-word@hooks.example/very-secret-path")],
                Blobs = new BlobAccount("AccountKey=very-secret-account", null, null),
                HistoryAccount = new BlobAccount("AccountKey=very-secret-history", null, null),
                NotifyCommand = "/bin/tell",
            }
        );
        Assert.DoesNotContain("very-secret", text, StringComparison.Ordinal);
        Assert.Contains("ApiKey = set\n", text, StringComparison.Ordinal);
        Assert.Contains("WebhookSecret = set\n", text, StringComparison.Ordinal);
        Assert.Contains("WebhookUrls = set\n", text, StringComparison.Ordinal);
        Assert.Contains("HttpPort = 18083\n", text, StringComparison.Ordinal);
        Assert.Contains("WebhookSecret = not set\n", SettingsText.Of(new AppSettings()), StringComparison.Ordinal);
    }
}
