namespace Comic2Pdf.Functions.Http;

/// <summary>The body of POST /session.</summary>
/// <param name="Key">API_KEY.</param>
public sealed record SessionBody(string Key);
