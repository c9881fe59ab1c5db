namespace Comic2Pdf.Processing.Errors;

/// <summary>One page cannot be decoded, shown or read. Callers decide whether that fails the book.</summary>
public sealed class PageException(string code, string message, bool isTransient = false, Exception? innerException = null)
    : ComicException(code, message, isTransient, innerException);
