namespace Comic2Pdf.Functions.Search;

/// <summary>A balloon that was found.</summary>
/// <param name="JobKey">The job of its book.</param>
/// <param name="Book">The archive's name without its ending.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Text">The balloon's words.</param>
/// <param name="Box">Left edge, upper edge, width and height, each from 0 to 1 of the page as shown.</param>
/// <param name="Score">1: all words stand there as they were asked for; 0.8: words begin with them; 0.5: some differ by one letter.</param>
public sealed record SearchHit(string JobKey, string Book, int Page, string Text, IReadOnlyList<double> Box, double Score);
