using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Processing.Ocr;

namespace Comic2Pdf.Tests.Functions.Settings;

[Trait("Storage", "files")]
public sealed class LanguageRuleTests
{
    [Theory]
    [InlineData("eng", null)]
    [InlineData("fra+eng", null)]
    [InlineData("auto", null)]
    [InlineData("auto+fra", "auto stands alone: it finds the language among all that are installed")]
    [InlineData("eng+tlh", "language data not installed: tlh. Install it with: sudo apt-get install -y tesseract-ocr tesseract-ocr-tlh")]
    [InlineData("Eng", "language data not installed: Eng. Install it with: sudo apt-get install -y tesseract-ocr tesseract-ocr-eng")]
    public void FindFault_Languages_NamesThoseThatAreMissing(string languages, string? fault) =>
        Assert.Equal(fault, LanguageRule.FindFault(languages, ["eng", "fra", "osd"]));

    [Theory]
    [InlineData("fra+eng", ReadingEngine.Both, true)] // Read without Tesseract.
    [InlineData("fra+eng", ReadingEngine.Comic, true)]
    [InlineData("fra+eng", ReadingEngine.Tesseract, false)]
    [InlineData("jpn", ReadingEngine.Comic, false)]
    public void FindFault_NothingInstalled_LatinIsReadByTheComicReader(string languages, ReadingEngine engine, bool isFine) =>
        Assert.Equal(isFine, LanguageRule.FindFault(languages, [], engine) is null);

    [Fact]
    public void FindFault_AutoWithoutAnyLanguage_SaysHowToInstallSome() =>
        Assert.StartsWith("no language data installed", LanguageRule.FindFault("auto", ["osd"]), StringComparison.Ordinal);
}
