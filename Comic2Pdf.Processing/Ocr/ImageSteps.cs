using NetVips;

namespace Comic2Pdf.Processing.Ocr;

/// <summary>
/// Pictures changed step by step. A picture holds what it was made from by itself; what we hold of it besides is released at once, because the garbage
/// collector sees a small object and not the page-sized memory behind it.
/// </summary>
internal static class ImageSteps
{
    /// <summary>The result of a step; the picture that it was made from is disposed of.</summary>
    public static Image Then(this Image image, Func<Image, Image> step)
    {
        using (image)
        {
            return step(image);
        }
    }

    /// <summary>Gray or RGB as screens have them, eight bits for each component.</summary>
    public static Image ToEightBits(this Image image) =>
        image.Colourspace(Enums.Interpretation.Srgb).Then(i => i.Cast(Enums.BandFormat.Uchar));
}
