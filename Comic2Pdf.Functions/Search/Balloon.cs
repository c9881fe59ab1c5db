namespace Comic2Pdf.Functions.Search;

/// <summary>One balloon, caption or the like.</summary>
/// <param name="Page">The number of its page, from 1.</param>
/// <param name="Text">Its words, with blanks between them.</param>
/// <param name="Box">Left edge, upper edge, width and height, in parts of <see cref="Unit"/> of the page as shown.</param>
public sealed record Balloon(int Page, string Text, int[] Box)
{
    /// <summary>Into how many parts a page's width and height are divided.</summary>
    public const int Unit = 10_000;
}
