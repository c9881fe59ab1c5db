namespace Comic2Pdf.Functions.Http;

/// <summary>Changes of jobs that a listener gets.</summary>
/// <param name="At">What to say when coming back.</param>
/// <param name="Total">How many jobs there are.</param>
/// <param name="Jobs">Jobs that are new or changed.</param>
/// <param name="Removed">Keys of jobs that are gone.</param>
public sealed record JobChangesAnswer(string At, int Total, IReadOnlyList<JobRow> Jobs, IReadOnlyList<string> Removed);
