namespace Comic2Pdf.Processing.Errors;

/// <summary>The OCR engine itself cannot be used: not installed, no language data.</summary>
public sealed class OcrException(string code, string message, Exception? innerException = null)
    : ComicException(code, message, isTransient: false, innerException);
