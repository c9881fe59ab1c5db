using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Http;

/// <summary>A page of GET /jobs.</summary>
/// <param name="Jobs">The jobs, the newest first.</param>
/// <param name="Continuation">What to ask for the next page with; null: this is the last one.</param>
public sealed record JobPage(IReadOnlyList<JobRecord> Jobs, string? Continuation);
