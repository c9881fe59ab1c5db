using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class ConnectedComponentsTests
{
    [Fact]
    public void Find_ShapeThatClosesLate_OneComponent()
    {
        string[] rows = ["x...x", "x...x", "xxxxx", ".....", "xx..."];
        var mask = string.Concat(rows).Select(c => c == 'x').ToArray();

        var found = ConnectedComponents.Find(mask, 5);

        Assert.Equal([9, 2], found.Select(c => c.Area));
        Assert.Equal((0, 0, 4, 2), (found[0].Left, found[0].Top, found[0].Right, found[0].Bottom));
    }

    [Fact]
    public void Bar_FallingDiagonal_PositiveAngle()
    {
        var mask = new bool[100 * 100];
        for (var x = 10; x < 90; x++)
        {
            for (var y = 0; y < 5; y++)
            {
                mask[(((x / 4) + 20 + y) * 100) + x] = true;
            }
        }

        var (length, thickness, angle) = Assert.Single(ConnectedComponents.Find(mask, 100)).Bar();

        Assert.InRange(length, 78, 88);
        Assert.InRange(thickness, 4, 7);
        Assert.Equal(Math.Atan(0.25), angle, 0.03);
    }
}
