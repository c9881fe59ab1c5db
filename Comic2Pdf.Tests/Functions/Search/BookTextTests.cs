using Comic2Pdf.Functions.Search;

namespace Comic2Pdf.Tests.Functions.Search;

public sealed class BookTextTests
{
    [Fact]
    public void Of_ABook_HasItsBalloonsInPartsOfTheirPages()
    {
        var text = BookText.Of(
            PageTexts.Book("Le trésor", PageTexts.Of("Mille sabords !"), null, PageTexts.Of(), PageTexts.Of("a", "b c"))
        );
        Assert.Equal("Le trésor", text.Book);
        Assert.Equal([(1, "Mille sabords !"), (4, "a"), (4, "b c")], text.Balloons.Select(b => (b.Page, b.Text)));
        Assert.Equal([1000, 500, 2800, 200], text.Balloons[0].Box);
    }
}
