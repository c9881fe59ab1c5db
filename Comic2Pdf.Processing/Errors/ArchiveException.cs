namespace Comic2Pdf.Processing.Errors;

/// <summary>The archive as a whole cannot become a PDF. Never transient: the same bytes fail the same way.</summary>
public sealed class ArchiveException(string code, string message, Exception? innerException = null)
    : ComicException(code, message, isTransient: false, innerException);
