using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>Warnings that name a page, in the one form that they have wherever they come from.</summary>
internal static class PageWarning
{
    /// <summary>A warning about a page.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="page">The page's number, from 1; null when it is not known yet.</param>
    /// <param name="entry">The archive's entry.</param>
    /// <param name="message">What is wrong.</param>
    public static Warning Of(string code, int? page, string entry, string message)
    {
        var shown = entry.TrimEnd('/');
        return new Warning(code, page, shown, $"'{shown}': {message}");
    }

    /// <summary>The picture's data is not whole.</summary>
    public static Warning Damaged(int? page, string entry, string damage) =>
        Of(ErrorCode.PageDamaged, page, entry, $"{damage}; it is shown as far as it goes");
}
