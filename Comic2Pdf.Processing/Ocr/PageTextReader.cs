using System.Diagnostics;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>Reads a page: finds lettering, groups it into balloons, recognises each, drops what is art, puts the rest into reading order.</summary>
public sealed class PageTextReader(ITextDetector detector, ITextRecognizer recognizer)
{
    public double DetectSeconds, ReadSeconds;

    /// <summary>Reads.</summary>
    /// <param name="page">The page as shown.</param>
    /// <param name="options">How.</param>
    public PageText Read(RgbImage page, OcrOptions options)
    {
        var t0 = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        var regions = detector.Detect(page);
        var t1 = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        DetectSeconds += t1 - t0;
        var lines = new List<TextBlock>();
        foreach (var block in RegionBlocks.Group(regions))
        {
            var patch = BlockPatch.Cut(page, block);
            var read = recognizer.Recognize(patch.Image, block.IsSingleLine ? Segmentation.Line : Segmentation.Block, options.PageDeadline);
            if (read.Count > 0)
            {
                lines.Add(new TextBlock([.. read.Select(patch.ToPage)]));
            }
        }

        ReadSeconds += Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds - t1;
        var kept = ArtFilter.Apply(lines, options);
        return new PageText(page.Width, page.Height, ReadingOrder.Arrange(kept, options.RightToLeft));
    }
}
