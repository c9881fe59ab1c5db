namespace Comic2Pdf.Functions.Http;

/// <summary>A page of GET /jobs?brief=true.</summary>
/// <param name="Jobs">The rows, the newest job first.</param>
/// <param name="Continuation">What to ask for the next page with; null: this is the last one.</param>
internal sealed record JobRowPage(IReadOnlyList<JobRow> Jobs, string? Continuation);
