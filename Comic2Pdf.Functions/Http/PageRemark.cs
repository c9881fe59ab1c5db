namespace Comic2Pdf.Functions.Http;

/// <summary>What should be known of a page.</summary>
/// <param name="Code">A code of docs/errors.md.</param>
/// <param name="Message">One sentence.</param>
public sealed record PageRemark(string Code, string Message);
