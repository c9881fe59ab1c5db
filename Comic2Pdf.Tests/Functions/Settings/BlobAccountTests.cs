using Comic2Pdf.Functions.Settings;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.Tests.Functions.Settings;

[Trait("Storage", "files")]
public sealed class BlobAccountTests
{
    [Fact]
    public void Read_ConnectionString_IsTaken()
    {
        var account = Read(("AzureWebJobsStorage", "UseDevelopmentStorage=true"));
        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1/comics", account.Open().Uri.ToString());
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "https://a.blob.core.windows.net")]
    [InlineData("AzureWebJobsStorage:accountName", "a")]
    public void Read_Identity_IsTakenBeforeAConnectionString(string name, string value)
    {
        var account = Read((name, value), ("AzureWebJobsStorage:clientId", "me"), ("AzureWebJobsStorage", "UseDevelopmentStorage=true"));
        Assert.Equal(("me", "https://a.blob.core.windows.net/comics"), (account.ClientId, account.Open().Uri.ToString()));
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "")]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "not an address")]
    public void Read_NothingOfUse_NamesTheSetting(string name, string value)
    {
        var fault = Assert.Throws<SettingsException>(() => Read((name, value)));
        Assert.Contains("AzureWebJobsStorage", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ConnectionStringThatIsNone_NamesTheSetting()
    {
        var fault = Assert.Throws<SettingsException>(() => Read(("AzureWebJobsStorage", "secret nonsense")).Open());
        Assert.Contains("AzureWebJobsStorage", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsRead_Blobs_LooksSeldomUnlessTold()
    {
        var settings = SettingsReader.Read(Configuration(("STORAGE", "blobs"), ("AzureWebJobsStorage", "UseDevelopmentStorage=true")));
        Assert.Equal(60_000, settings.PollIntervalMs);
        Assert.NotNull(settings.Blobs);
        Assert.Null(SettingsReader.Read(Configuration(("STORAGE", "files"))).Blobs);
        Assert.Contains(
            "STORAGE",
            Assert.Throws<SettingsException>(() => SettingsReader.Read(Configuration(("STORAGE", "tape")))).Message,
            StringComparison.Ordinal
        );
    }

    private static BlobAccount Read(params (string Name, string Value)[] settings) => BlobAccount.Read(Configuration(settings));

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value, StringComparer.Ordinal))
            .Build();
}
