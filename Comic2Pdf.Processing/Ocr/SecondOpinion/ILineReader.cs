using Comic2Pdf.Processing.Ocr.Detection;

namespace Comic2Pdf.Processing.Ocr.SecondOpinion;

/// <summary>Reads single lines of lettering, each by itself. One instance serves one thread.</summary>
public interface ILineReader : IDisposable
{
    /// <summary>Reads a line.</summary>
    /// <param name="page">The page as shown.</param>
    /// <param name="line">Where it stands.</param>
    LineReading Read(RgbImage page, TextRegion line);
}
