namespace Comic2Pdf.Processing.Ocr;

/// <summary>Decoded pixels, one byte each, rows from top to bottom without padding; 0 is black.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Width x Height bytes.</param>
public sealed record GrayImage(int Width, int Height, byte[] Pixels);
