namespace Comic2Pdf.Processing.Ocr.Detection;

/// <summary>A rectangle of a picture, in pixels.</summary>
internal readonly record struct PagePart(int Left, int Top, int Width, int Height);
