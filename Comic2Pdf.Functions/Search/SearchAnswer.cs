namespace Comic2Pdf.Functions.Search;

/// <summary>What GET /search answers.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Total">How many balloons there are.</param>
/// <param name="IsComplete">False while books are still being taken into the index: after a start on another machine, or when it was lost.</param>
/// <param name="Hits">The first of them: the best ones first, then in the order of books and pages.</param>
public sealed record SearchAnswer(string Query, int Total, bool IsComplete, IReadOnlyList<SearchHit> Hits);
