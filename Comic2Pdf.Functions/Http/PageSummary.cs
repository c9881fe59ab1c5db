namespace Comic2Pdf.Functions.Http;

/// <summary>A page in the list of a book's pages.</summary>
/// <param name="Page">Its number.</param>
/// <param name="Entry">Its name in the archive.</param>
/// <param name="Width">Its width as shown, in pixels; 0: not known.</param>
/// <param name="Height">Its height.</param>
/// <param name="HasPicture">Whether it shows a picture.</param>
/// <param name="Notice">What stands in place of one, or null.</param>
/// <param name="IsRead">Whether it was read.</param>
/// <param name="Words">How many words were found.</param>
/// <param name="Confidence">How sure they are, 0 to 100; null: there are none.</param>
/// <param name="IsSkipped">Whether it is not as it should be.</param>
/// <param name="Warnings">What should be known of it.</param>
public sealed record PageSummary(
    int Page,
    string Entry,
    int Width,
    int Height,
    bool HasPicture,
    string? Notice,
    bool IsRead,
    int Words,
    double? Confidence,
    bool IsSkipped,
    IReadOnlyList<PageRemark> Warnings
);
