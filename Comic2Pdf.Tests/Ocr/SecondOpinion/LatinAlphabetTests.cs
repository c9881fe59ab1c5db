using Comic2Pdf.Processing.Ocr.SecondOpinion;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class LatinAlphabetTests
{
    [Theory]
    [InlineData("é", true)]
    [InlineData("7", true)]
    [InlineData("…", true)]
    [InlineData("疗", false)]
    [InlineData("Ж", false)]
    [InlineData("", false)]
    public void Has_Letters_ThoseOfTheScript(string letter, bool expected) => Assert.Equal(expected, LatinAlphabet.Has(letter));

    [Theory]
    [InlineData("fra+eng", true)]
    [InlineData("deu", true)]
    [InlineData("rus+eng", false)]
    [InlineData("jpn_vert", false)]
    public void Writes_Languages_AllMustBeOfTheScript(string languages, bool expected) =>
        Assert.Equal(expected, LatinAlphabet.Writes(languages));

    [Theory]
    [InlineData("Élimin\u00e9e.", "eliminee")]
    [InlineData("l’Île", "lile")]
    public void Bare_Word_LettersWithoutAccents(string word, string expected) => Assert.Equal(expected, LatinAlphabet.Bare(word));
}
