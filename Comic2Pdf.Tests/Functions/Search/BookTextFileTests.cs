using Comic2Pdf.Functions.Search;

namespace Comic2Pdf.Tests.Functions.Search;

public sealed class BookTextFileTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSameText()
    {
        var text = BookTextFile.Of(
            "Le trésor.cbz",
            [PageTexts.Of("Mille sabords !"), null, PageTexts.Of(), PageTexts.Of("a", "b c")],
            deskew: false
        );
        Assert.Equal([1, 4], text.Pages.Select(p => p.Page));
        Assert.Equal(["a", "b c"], text.Pages[1].Balloons.Select(b => b.Text));
        Assert.Equal([1000, 500, 2800, 200], text.Pages[0].Balloons[0].Box);
        var read = BookTextFile.Read(BookTextFile.Write(text))!;
        Assert.Equal("Le trésor", read.Book);
        Assert.Equivalent(text, read, strict: true);
    }

    [Fact]
    public void Read_BrokenFile_IsNull()
    {
        var whole = BookTextFile.Write(BookTextFile.Of("a.cbz", [PageTexts.Of("a b c d e f g")], deskew: false));
        Assert.Null(BookTextFile.Read([]));
        Assert.Null(BookTextFile.Read("{}"u8.ToArray()));
        Assert.Null(BookTextFile.Read(whole[..^20]));
    }
}
