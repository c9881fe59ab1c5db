using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class PageMarginTests
{
    private const int Width = 320;
    private const int Height = 256;

    [Fact]
    public void Inside_WideMargin_AroundTheArtInMultiples()
    {
        var page = Page((140, 100), (180, 150));

        var part = PageMargin.Inside(page, Width, Height, 32);

        Assert.Equal((0, 0), (part.Width % 32, part.Height % 32));
        Assert.True(part.Left <= 116 && part.Left + part.Width >= 204, part.ToString());
        Assert.True(part.Top <= 76 && part.Top + part.Height >= 174, part.ToString());
        Assert.True(part.Width < 160 && part.Height < 160, part.ToString());
    }

    [Fact]
    public void Inside_ArtToTheEdges_Whole() =>
        Assert.Equal(new PagePart(0, 0, Width, Height), PageMargin.Inside(Page((0, 3), (319, 255)), Width, Height, 32));

    [Fact]
    public void Inside_EvenPage_OneCell() =>
        Assert.Equal(new PagePart(0, 0, 32, 32), PageMargin.Inside(Page((0, 0), (-1, -1)), Width, Height, 32));

    // Paper with the noise of compression, and one dark rectangle.
    private static byte[] Page((int X, int Y) from, (int X, int Y) to)
    {
        var page = new byte[3 * Width * Height];
        for (var i = 0; i < page.Length; i++)
        {
            var (x, y) = (i / 3 % Width, i / 3 / Width);
            page[i] = (byte)(x >= from.X && x <= to.X && y >= from.Y && y <= to.Y ? 40 : 240 + (i % 5));
        }

        return page;
    }
}
