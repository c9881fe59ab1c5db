namespace Comic2Pdf.Functions.Http;

/// <summary>A word on a page.</summary>
/// <param name="Text">Its letters.</param>
/// <param name="Box">Where it is: x, y, width, height in parts of the page as shown.</param>
/// <param name="Confidence">How sure it is, 0 to 100.</param>
/// <param name="Language">The language that it was read as, or null.</param>
public sealed record PageWord(string Text, IReadOnlyList<double> Box, double Confidence, string? Language);
