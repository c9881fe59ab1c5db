using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>What <see cref="IntakeRule"/> decides by.</summary>
/// <param name="Store">What the store does and does not promise.</param>
/// <param name="History">The job in our own history.</param>
/// <param name="IsForced">The operator wants the content converted once more.</param>
/// <param name="Claim">The claim of the job; null when there is none, or a void one.</param>
public sealed record IntakeFacts(StoreTraits Store, HistoryFact History, bool IsForced, ClaimFacts? Claim);

/// <summary>What is known of a claim.</summary>
/// <param name="IsOfThisHistory">Its job belongs to our history.</param>
/// <param name="IsOfThisFile">It was made for this version of this file.</param>
/// <param name="IsFileThere">The file that it was made for is still where it was.</param>
/// <param name="IsArchiveThere">The archive is in the job's folder.</param>
/// <param name="HasFailed">The job of another history has ended without a PDF.</param>
public sealed record ClaimFacts(bool IsOfThisHistory, bool IsOfThisFile, bool IsFileThere, bool IsArchiveThere, bool HasFailed);

/// <summary>What our own history has of a job.</summary>
public enum HistoryFact
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It has ended without a PDF.</summary>
    Failed,

    /// <summary>It is under way, or done.</summary>
    Known,
}
