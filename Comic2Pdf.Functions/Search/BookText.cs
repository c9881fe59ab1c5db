namespace Comic2Pdf.Functions.Search;

/// <summary>All that was read in a book. Small: one compressed file a book, which stays when the work folder goes.</summary>
/// <param name="Book">The archive's name without its ending.</param>
/// <param name="Pages">The pages with text on them.</param>
public sealed record BookText(string Book, IReadOnlyList<BookTextPage> Pages);
