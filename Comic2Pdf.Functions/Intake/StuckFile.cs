namespace Comic2Pdf.Functions.Intake;

/// <summary>index/stuck/[id]: a file that was dealt with and cannot be removed from in/.</summary>
/// <param name="Source">The file with its version; another version is another file.</param>
/// <param name="FileName">Its name.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="JobKey">The job, if there is one.</param>
public sealed record StuckFile(string Source, string FileName, IntakeKind Kind, string? JobKey);
