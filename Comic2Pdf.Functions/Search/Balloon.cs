namespace Comic2Pdf.Functions.Search;

/// <summary>One balloon, caption or the like, as it is kept for searching.</summary>
/// <param name="Text">Its words, with blanks between them.</param>
/// <param name="Box">Left edge, upper edge, width and height, in parts of <see cref="Unit"/> of the page as shown.</param>
/// <param name="Confidence">How sure the reader was of its words, 0 to 100, on the average.</param>
public sealed record Balloon(string Text, int[] Box, int Confidence)
{
    /// <summary>Into how many parts a page's width and height are divided.</summary>
    public const int Unit = 10_000;
}
