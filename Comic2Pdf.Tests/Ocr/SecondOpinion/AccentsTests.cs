using Comic2Pdf.Processing.Ocr.SecondOpinion;

namespace Comic2Pdf.Tests.Ocr.SecondOpinion;

public sealed class AccentsTests
{
    private static readonly HashSet<string> Words =
    [
        "forêt",
        "déjà",
        "cote",
        "côte",
        "pêche",
        "péché",
        "après",
        "elle",
        "même",
        "reunion",
        "gâteau",
    ];

    [Theory]
    [InlineData("foret", "forêt")]
    [InlineData("Foret...", "Forêt...")]
    [InlineData("DEJA", "DÉJÀ")]
    [InlineData("d'apres", "d'après")]
    [InlineData("elle-meme", "elle-même")]
    [InlineData("fôret", "forêt")]
    [InlineData("cote", "cote")]
    [InlineData("peche", "pêche")]
    [InlineData("gateu", "gateu")]
    [InlineData("Klaf", "Klaf")]
    public void Restore_Words_OnlyWhereOneWayMakesAWord(string read, string expected) =>
        Assert.Equal(expected, Accents.Restore(read, Words.Contains));

    [Fact]
    public void Restore_TwoWaysMakeAWord_LeavesItAlone() =>
        Assert.Equal("tache", Accents.Restore("tache", new HashSet<string> { "tâche", "taché" }.Contains));

    [Theory]
    [InlineData("fra", true)]
    [InlineData("deu", false)]
    [InlineData("fra+eng", false)]
    public void AreLost_Languages_ThoseWhereAnAccentMakesAWord(string language, bool expected) =>
        Assert.Equal(expected, Accents.AreLost(language));

    [Fact]
    public void Parts_Word_LettersInLowerCase() => Assert.Equal(["l", "étiquette"], Accents.Parts("L'Étiquette..."));
}
