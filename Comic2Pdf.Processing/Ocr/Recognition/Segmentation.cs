namespace Comic2Pdf.Processing.Ocr.Recognition;

/// <summary>What the recogniser is to expect on a picture; the values are Tesseract's page segmentation modes.</summary>
public enum Segmentation
{
    /// <summary>One block of columns beside one another.</summary>
    Columns = 5,

    /// <summary>One block of lines below one another.</summary>
    Block = 6,

    /// <summary>One line.</summary>
    Line = 7,
}
