using Comic2Pdf.Samples.Lettering;

namespace Comic2Pdf.Samples.Output;

/// <summary>What expected/pageNN.json holds: the true text of a page with the box of each word.</summary>
/// <param name="Image">Name of the picture in the archive.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Paragraphs">The text in reading order.</param>
public sealed record PageTruth(string Image, int Width, int Height, IReadOnlyList<Paragraph> Paragraphs);
