using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

[Trait("Storage", "files")]
public sealed class UnfinishedNameRuleTests
{
    [Theory]
    [InlineData("a.cbz.crdownload")]
    [InlineData("a.cbz.partial")]
    [InlineData("a.cbz.filepart")]
    [InlineData("a.cbz.!qB")]
    [InlineData("a.cbz.aria2")]
    [InlineData("a.cbz.download")]
    [InlineData("a.cbz.Part")]
    [InlineData("a.cbz.tmp")]
    [InlineData("a.cbz.!sync")]
    [InlineData("a.cbz~")]
    [InlineData("~$a.cbz")]
    [InlineData(".~lock.a.cbz#")]
    [InlineData(".syncthing.a.cbz.tmp")]
    [InlineData("~syncthing~a.cbz.tmp")]
    [InlineData(".a.cbz.Xy12Zq")]
    [InlineData("._a.cbz")]
    [InlineData("Thumbs.db")]
    [InlineData("desktop.ini")]
    [InlineData("a.cbz.info.json")]
    public void IsUnfinished_NamesOfTools_IsTrue(string name) => Assert.True(UnfinishedNameRule.IsUnfinished(name));

    [Theory]
    [InlineData("a.cbz")]
    [InlineData("a.part.cbz")]
    [InlineData("part")]
    [InlineData("download.cbz")]
    [InlineData("~a.cbz")]
    [InlineData("a thumbs.db.cbz")]
    [InlineData("a")]
    public void IsUnfinished_NamesOfPeople_IsFalse(string name) => Assert.False(UnfinishedNameRule.IsUnfinished(name));
}
