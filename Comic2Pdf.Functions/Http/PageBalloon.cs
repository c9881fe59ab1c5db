namespace Comic2Pdf.Functions.Http;

/// <summary>A balloon or caption.</summary>
/// <param name="Text">Its lines.</param>
/// <param name="Box">Where it is: x, y, width, height in parts of the page as shown.</param>
/// <param name="Confidence">How sure its words are, 0 to 100.</param>
/// <param name="Words">Its words.</param>
public sealed record PageBalloon(string Text, IReadOnlyList<double> Box, double? Confidence, IReadOnlyList<PageWord> Words);
