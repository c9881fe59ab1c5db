using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Index;

/// <summary>A job that this app's history has.</summary>
/// <param name="Record">The job; null when its orchestration holds neither a status nor an input that can be read.</param>
/// <param name="Transitions">How it came there.</param>
/// <param name="IsCompleted">Its orchestration has ended.</param>
public sealed record KnownJob(JobRecord? Record, IReadOnlyList<Transition> Transitions, bool IsCompleted)
{
    /// <summary>It has ended without a PDF. That is no reason to refuse its content: it may be tried again.</summary>
    public bool HasFailed => IsCompleted && Record?.State != JobStates.Done;
}
