using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Layout;

public sealed class CjkScriptTests
{
    private static readonly string[] All = ["chi_tra_vert", "eng", "jpn", "jpn_vert"];

    [Theory]
    [InlineData("jpn", "jpn_vert")]
    [InlineData("jpn_vert", "jpn_vert")]
    [InlineData("eng+jpn", "jpn_vert")]
    [InlineData("chi_tra", "chi_tra_vert")]
    [InlineData("chi_sim", null)]
    [InlineData("fra+eng", null)]
    public void ForColumns_Languages_WhatIsInstalledForThem(string languages, string? expected) =>
        Assert.Equal(expected, CjkScript.ForColumns(languages, All.Contains));

    [Theory]
    [InlineData("jpn_vert", "jpn")]
    [InlineData("jpn+jpn_vert+eng", "jpn+eng")]
    [InlineData("chi_tra_vert", "chi_tra_vert")]
    [InlineData("fra+eng", "fra+eng")]
    public void ForLines_Languages_WithoutTheDataForColumns(string languages, string expected) =>
        Assert.Equal(expected, CjkScript.ForLines(languages, l => l == "fra" || All.Contains(l)));

    [Fact]
    public void Join_WordsOfAScriptWithoutBlanks_OneWordOverBoth()
    {
        var word = Assert.Single(CjkScript.Join(Line("散歩", "に", "行こう。")).Words);

        Assert.Equal(("散歩に行こう。", new Box(0, 0, 250, 40)), (word.Text, word.Box));
    }

    [Theory]
    [InlineData("The", "lantern")]
    [InlineData("안녕", "하세요")]
    [InlineData("散歩", "OK")]
    public void Join_OtherWords_StayApart(string first, string second) =>
        Assert.Equal([first, second], CjkScript.Join(Line(first, second)).Words.Select(w => w.Text));

    private static TextLine Line(params string[] words) =>
        TextLine.Around(new Baseline(0, 32, 100, 32), [.. words.Select((w, i) => new TextWord(w, new Box(100 * i, 0, 50, 40), 90))]);
}
