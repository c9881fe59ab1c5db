using Comic2Pdf.Processing.Archives;

namespace Comic2Pdf.Tests.Archives;

public sealed class EntryFilterTests
{
    [Theory]
    [InlineData("@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg")]
    [InlineData("book/@eaDir/1.jpg@SynoEAStream")]
    [InlineData(".thumbs/1.jpg")]
    [InlineData(".@__thumb/default1.jpg")]
    [InlineData(".yacreaderlibrary/covers/a.jpg")]
    [InlineData("a/.hidden/1.jpg")]
    [InlineData(".1.jpg")]
    [InlineData("._1.jpg")]
    [InlineData("__MACOSX/1.jpg")]
    [InlineData("#recycle/1.jpg")]
    [InlineData("$RECYCLE.BIN/1.jpg")]
    [InlineData("Thumbs.db")]
    [InlineData("001.jpg~")]
    [InlineData("001.jpg.bak")]
    [InlineData("001.jpg.tmp")]
    [InlineData("001.jpg.part")]
    [InlineData("a\\.git\\1.jpg")]
    public void ByName_WhatProgramsLeave_IsIgnored(string name) => Assert.Equal(EntryKind.Ignored, EntryFilter.ByName(name));

    [Theory]
    [InlineData("1.jpg")]
    [InlineData("../1.jpg")]
    [InlineData("./1.jpg")]
    [InlineData("...and then.jpg")]
    [InlineData(".jpg")]
    [InlineData("Vol. 1/a.b/1.JPEG")]
    [InlineData("thumbs/1.jpg")]
    public void ByName_Pictures_ArePages(string name) => Assert.Equal(EntryKind.Page, EntryFilter.ByName(name));

    [Theory]
    [InlineData("ch1.cbz", EntryKind.Archive)]
    [InlineData("a/ch1.TAR", EntryKind.Archive)]
    [InlineData("book.pdf", EntryKind.Document)]
    [InlineData("a/ComicInfo.xml", EntryKind.ComicInfo)]
    public void ByName_OtherThings_AreTold(string name, EntryKind kind) => Assert.Equal(kind, EntryFilter.ByName(name));
}
