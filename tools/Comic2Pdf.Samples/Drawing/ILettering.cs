using Comic2Pdf.Samples.Lettering;
using SkiaSharp;

namespace Comic2Pdf.Samples.Drawing;

/// <summary>A piece of lettering on a page.</summary>
public interface ILettering
{
    /// <summary>Draws it and says what stands where.</summary>
    /// <param name="canvas">The page.</param>
    /// <param name="ground">What it covers, in page pixels: nothing else may be lettered there.</param>
    Paragraph Draw(SKCanvas canvas, out SKRect ground);
}
