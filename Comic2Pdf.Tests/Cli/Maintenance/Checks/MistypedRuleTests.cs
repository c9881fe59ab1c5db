using Comic2Pdf.Cli.Maintenance.Checks;
using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Tests.Cli.Maintenance.Checks;

public sealed class MistypedRuleTests
{
    [Theory]
    [InlineData("PREP_CONCURENCY", "PREP_CONCURRENCY")]
    [InlineData("OCR_CONCURRENCYS", "OCR_CONCURRENCY")]
    [InlineData("JOB_TIMEOUT_SECOND", "JOB_TIMEOUT_SECONDS")]
    [InlineData("data_dir", "DATA_DIR")]
    [InlineData("OCR_LANG", null)] // It is one.
    [InlineData("HTTPS_PORT", null)] // Another program's.
    [InlineData("API_KEYS", "API_KEY")]
    [InlineData("XDG_DATA_DIRS", null)]
    [InlineData("HOME", null)]
    [InlineData("PATH", null)]
    [InlineData("LANG", null)]
    public void MeantBy_Names_AreTheNearestSetting(string name, string? meant) =>
        Assert.Equal(meant, MistypedRule.MeantBy(name, SettingsReader.Names));

    [Fact]
    public void Names_OfTheReader_AreThoseOfTheDocument()
    {
        Assert.Contains("OCR_WORKERS", SettingsReader.Names);
        Assert.True(SettingsReader.Names.Count > 30);
    }
}
