using System.Text;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Jobs;

[Trait("Storage", "files")]
public sealed class BookDetailsTests
{
    [Fact]
    public void Parse_All_IsRead() =>
        Assert.Equal(
            new BookDetails
            {
                Title = "La pluie",
                Series = "Le robot",
                Author = "É. Ève",
                RightToLeft = true,
            },
            Parse("\uFEFF{\"title\": \" La pluie \", \"series\": \"Le robot\", \"author\": \"É. Ève\", \"rtl\": true}")
        );

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"title\": \" \", \"rtl\": false}")]
    public void Parse_NothingSaid_IsEmpty(string json) => Assert.True(Parse(json).IsEmpty);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"titel\": \"a\"}")]
    [InlineData("{\"title\": 1}")]
    [InlineData("{\"rtl\": \"yes\"}")]
    [InlineData("{\"title\": \"a\\u0007b\"}")]
    [InlineData("{\"title\": \"a\"")]
    public void Parse_SomethingElse_Throws(string json) => Assert.Throws<FormatException>(() => Parse(json));

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Check_Length_HasALimit(int length, bool isFine)
    {
        var details = new BookDetails { Title = new string('a', length) };
        Assert.Equal(isFine, Record.Exception(() => BookDetails.Check(details)) is null);
    }

    private static BookDetails Parse(string json) => BookDetails.Parse(Encoding.UTF8.GetBytes(json));
}
