using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr.Layout;

public sealed class ColumnPiecesTests
{
    [Fact]
    public void Join_CharactersBelowOneAnother_OneColumn()
    {
        var column = Assert.Single(ColumnPieces.Join([Piece(400, 100), Piece(404, 148, height: 90), Piece(402, 245)]));

        Assert.Equal((100, 295), (column.Bounds.Y, column.Bounds.Bottom));
        Assert.InRange(column.Length, 50, 60);
    }

    [Fact]
    public void Join_CharactersOfTwoColumns_TwoColumns() =>
        Assert.Equal(2, ColumnPieces.Join([Piece(400, 100), Piece(400, 148), Piece(445, 100), Piece(445, 148)]).Count);

    [Fact]
    public void Join_CharactersFarBelowOneAnother_StayApart() =>
        Assert.Equal(2, ColumnPieces.Join([Piece(400, 100), Piece(400, 200)]).Count);

    [Fact]
    public void Join_LinesThatRunAcross_StayAsTheyAre()
    {
        TextRegion[] lines = [Line(100), Line(148)];

        Assert.Equal(lines, ColumnPieces.Join(lines));
    }

    [Fact]
    public void Group_PageWithColumns_JoinsPiecesBeforeItGroups()
    {
        using var page = new LetteredPage(color: 0xFFFFFFFF);

        var block = Assert.Single(
            RegionBlocks.Group([Piece(400, 100), Piece(400, 148), Piece(400, 196)], page.ToImage(), hasColumns: true)
        );

        Assert.True(block.IsVertical);
    }

    private static TextRegion Piece(double x, double y, double height = 50) => TextRegion.Level(new Box(x - 25, y, 50, height));

    private static TextRegion Line(double y) => TextRegion.Level(new Box(300, y, 200, 50));
}
