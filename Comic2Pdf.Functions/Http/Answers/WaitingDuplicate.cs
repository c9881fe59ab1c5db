using Comic2Pdf.Functions.Intake;

namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>Files that wait for a decision, as they are those of a job that is there.</summary>
internal sealed record WaitingDuplicate(
    string JobKey,
    string State,
    string? DetectedAt,
    IReadOnlyList<WaitingDuplicateFile> Files,
    ExistingJob? Existing,
    IReadOnlyList<DuplicateAction> Actions
);
