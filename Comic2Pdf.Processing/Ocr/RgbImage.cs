namespace Comic2Pdf.Processing.Ocr;

/// <summary>A page's pixels as shown: red, green, blue, one byte each, rows from top to bottom without padding.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">3 x Width x Height bytes.</param>
public sealed record RgbImage(int Width, int Height, byte[] Pixels);
