using Comic2Pdf.Processing.Ocr;

namespace Comic2Pdf.Tests.Ocr;

public sealed class EngineChoiceTests
{
    [Theory]
    [InlineData("both", ReadingEngine.Both)]
    [InlineData("comic", ReadingEngine.Comic)]
    [InlineData("tesseract", ReadingEngine.Tesseract)]
    [InlineData("Comic", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    public void Parse_Name_EngineOrNull(string name, ReadingEngine? engine) => Assert.Equal(engine, EngineChoice.Parse(name));

    [Theory]
    [InlineData(ReadingEngine.Both, "fra+eng", "eng", ReadingEngine.Both)]
    [InlineData(ReadingEngine.Both, "fra+eng", "", ReadingEngine.Comic)] // Tesseract is not there.
    [InlineData(ReadingEngine.Both, "rus", "", ReadingEngine.Both)] // It alone reads this script.
    [InlineData(ReadingEngine.Both, "auto", "", ReadingEngine.Both)]
    [InlineData(ReadingEngine.Tesseract, "fra", "", ReadingEngine.Tesseract)]
    [InlineData(ReadingEngine.Comic, "fra", "fra", ReadingEngine.Comic)]
    public void Of_AskedAndInstalled_Engine(ReadingEngine asked, string languages, string installed, ReadingEngine engine) =>
        Assert.Equal(engine, EngineChoice.Of(asked, languages, installed.Split('+', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData(ReadingEngine.Comic, "fra+deu", false)]
    [InlineData(ReadingEngine.Comic, "jpn", true)]
    [InlineData(ReadingEngine.Comic, "auto", true)]
    [InlineData(ReadingEngine.Both, "fra", true)]
    [InlineData(ReadingEngine.Tesseract, "fra", true)]
    public void NeedsTesseract_EngineAndLanguages_OtherScriptsAndFindingThemDo(ReadingEngine engine, string languages, bool needs) =>
        Assert.Equal(needs, EngineChoice.NeedsTesseract(engine, languages));
}
