namespace Comic2Pdf.Processing.Errors;

/// <summary>The PDF could not be written or failed its final check. Transient: room may be made, a retry writes it anew.</summary>
public sealed class OutputException(string code, string message, Exception? innerException = null)
    : ComicException(code, message, isTransient: true, innerException);
