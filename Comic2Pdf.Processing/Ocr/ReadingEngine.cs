namespace Comic2Pdf.Processing.Ocr;

/// <summary>What recognises lettering in Latin script. Other scripts are read by Tesseract, whatever is asked for.</summary>
public enum ReadingEngine
{
    /// <summary>Tesseract, and the line readers for lines of which it is unsure. Where no data of Tesseract is installed, <see cref="Comic"/> (<see cref="EngineChoice"/>).</summary>
    Both,

    /// <summary>The project's own network, and PP-OCRv4 where it is unsure. Nothing of Tesseract is loaded.</summary>
    Comic,

    /// <summary>Tesseract alone.</summary>
    Tesseract,
}
