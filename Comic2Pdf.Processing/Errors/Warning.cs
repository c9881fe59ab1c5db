namespace Comic2Pdf.Processing.Errors;

/// <summary>Something the reader of the PDF should know, though the PDF was made.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>.</param>
/// <param name="Page">The page's number in the PDF, from 1; null when it concerns the whole book.</param>
/// <param name="Entry">The archive entry's name; null when it concerns the whole book.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record Warning(string Code, int? Page, string? Entry, string Message);
