using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>Reads blocks with a reader of lines alone: row by row, what stands on one row from its start to its end.</summary>
/// <param name="page">The page as shown.</param>
/// <param name="reader">Reads each line.</param>
internal sealed class RowReading(RgbImage page, ILineReader reader)
{
    // The network is surer of art than it should be; with its doubts doubled the filter of art tells the two apart best (docs/ocr-trials.md).
    private const double Doubt = 2;

    /// <summary>The block's lines from top to bottom, those without words left out.</summary>
    public IReadOnlyList<TextLine> Read(RegionBlock block) => [.. block.Rows().Select(ReadRow).OfType<TextLine>()];

    private TextLine? ReadRow(RegionBlock row)
    {
        var frame = row.Frame;
        var lines = row.Lines.Select(l => (Line: l, Place: frame.BoxOf(l))).OrderBy(l => l.Place.X).ToArray();
        TextWord[] words = [.. lines.SelectMany(l => Read(l.Line, l.Place, frame))];
        if (words.Length == 0)
        {
            return null;
        }

        var foot = lines.Average(l => LinePlace.Foot(l.Place));
        var (x1, y1) = frame.ToPage(lines[0].Place.X, foot);
        var (x2, y2) = frame.ToPage(lines[^1].Place.Right, foot);
        return TextLine.Around(new Baseline(x1, y1, x2, y2), words);
    }

    private IEnumerable<TextWord> Read(TextRegion line, Box place, Frame frame) =>
        reader
            .Read(page, line)
            .Words.Select(w => new TextWord(
                w.Text,
                frame.ToPage(LinePlace.Of(w, place)),
                Math.Max(0, 100 - (Doubt * (100 - w.Confidence)))
            ));
}
