namespace Comic2Pdf.Processing.Pdf;

/// <summary>A place in the book worth jumping to.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Page">Page, from 0.</param>
/// <param name="Children">Places within it.</param>
internal sealed record Bookmark(string Title, int Page, IReadOnlyList<Bookmark> Children)
{
    /// <summary>A place without others in it.</summary>
    public Bookmark(string title, int page)
        : this(title, page, []) { }
}
