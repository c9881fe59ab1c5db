namespace Comic2Pdf.Functions.Http;

/// <summary>What was read on a page.</summary>
/// <param name="Page">Its number.</param>
/// <param name="Entry">Its name in the archive.</param>
/// <param name="Width">Its width as shown, in pixels; 0: not known.</param>
/// <param name="Height">Its height.</param>
/// <param name="IsRead">Whether it was read.</param>
/// <param name="RightToLeft">Whether the book is read from right to left.</param>
/// <param name="Warnings">What should be known of it.</param>
/// <param name="Blocks">Balloons and captions, in reading order.</param>
public sealed record PageReading(
    int Page,
    string Entry,
    int Width,
    int Height,
    bool IsRead,
    bool RightToLeft,
    IReadOnlyList<PageRemark> Warnings,
    IReadOnlyList<PageBalloon> Blocks
);
