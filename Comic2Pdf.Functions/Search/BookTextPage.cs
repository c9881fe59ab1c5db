namespace Comic2Pdf.Functions.Search;

/// <summary>A page of a <see cref="BookText"/>.</summary>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Balloons">What was read on it, in reading order.</param>
public sealed record BookTextPage(int Page, IReadOnlyList<Balloon> Balloons);
