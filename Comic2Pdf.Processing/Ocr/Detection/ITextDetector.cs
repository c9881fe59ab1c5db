namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>Finds the lines of lettering on a page, whatever they say. One instance serves one thread.</summary>
public interface ITextDetector : IDisposable
{
    /// <summary>Whether lettering that stands on its side is found as well, so that a page without any finding needs no turning.</summary>
    bool FindsTurnedLettering { get; }

    /// <summary>Finds them.</summary>
    /// <param name="page">The page as shown.</param>
    /// <returns>Lines in no particular order.</returns>
    IReadOnlyList<TextRegion> Detect(RgbImage page);
}
