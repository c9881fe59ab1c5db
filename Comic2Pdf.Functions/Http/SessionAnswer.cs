namespace Comic2Pdf.Functions.Http;

/// <summary>What a browser may do.</summary>
/// <param name="NeedsKey">Whether there is an API_KEY.</param>
/// <param name="SignedIn">Whether it has given it.</param>
/// <param name="MayRead">Whether jobs are shown to it.</param>
public sealed record SessionAnswer(bool NeedsKey, bool SignedIn, bool MayRead);
