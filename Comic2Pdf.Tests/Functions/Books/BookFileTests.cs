using Comic2Pdf.Functions.Books;
using Comic2Pdf.Tests.Functions.Search;

namespace Comic2Pdf.Tests.Functions.Books;

public sealed class BookFileTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSameBook()
    {
        var book = PageTexts.Book("Le trésor", PageTexts.Of("Mille sabords !"), null, PageTexts.Of(), PageTexts.Of("a", "b c"));
        Assert.Equivalent(book, BookFile.Read(BookFile.Write(book)), strict: true);
    }

    [Fact]
    public void Read_BrokenFile_IsNull()
    {
        var book = PageTexts.Book("a", PageTexts.Of("a b c d e f g"));
        Assert.Null(BookFile.Read([]));
        Assert.Null(BookFile.Read("{}"u8.ToArray()));
        Assert.Null(BookFile.Read(BookFile.Write(book)[..^20]));
        Assert.Null(BookFile.Read(BookFile.Write(book with { Results = [] })));
    }
}
