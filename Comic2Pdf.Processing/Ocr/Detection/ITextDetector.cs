namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Finds the lines of lettering on a page, whatever they say. One instance serves one thread.</summary>
public interface ITextDetector : IDisposable
{
    /// <summary>Finds them.</summary>
    /// <param name="page">The page as shown.</param>
    /// <returns>Lines in no particular order.</returns>
    IReadOnlyList<TextRegion> Detect(RgbImage page);
}
