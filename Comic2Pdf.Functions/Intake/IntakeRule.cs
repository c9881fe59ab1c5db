namespace Comic2Pdf.Functions.Intake;

/// <summary>What becomes of a file that is an archive: a job, a duplicate, or nothing yet. No I/O, no clock.</summary>
public static class IntakeRule
{
    /// <summary>Decides. The first row that applies counts.</summary>
    public static IntakeDecision Decide(IntakeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts switch
        {
            { History: HistoryFact.Known } => IsDone(facts) ? IntakeDecision.Delete : IntakeDecision.Hold,
            { Claim: { } claim } when facts.Store.IsShared && !claim.IsOfThisHistory => DecideForeign(claim),
            { History: HistoryFact.Failed } or { Claim: null } => IntakeDecision.ClaimJob,
            { Claim: { } claim } => DecideOwn(facts, claim),
        };
    }

    // A nonce stands for one decision. Its job is there: the decision is carried out a second time, after a crash. Or it is the job's own file, which was copied
    // and not deleted yet; where moves are atomic that cannot be, and it is another file of the same name.
    private static bool IsDone(IntakeFacts facts) =>
        facts.IsForced || (!facts.Store.HasAtomicMoves && facts.Claim is { IsOfThisFile: true });

    private static IntakeDecision DecideForeign(ClaimFacts claim) =>
        claim.HasFailed ? IntakeDecision.ClaimJob
        : claim.IsOfThisFile ? IntakeDecision.Wait
        : IntakeDecision.Hold;

    // Another process of the same app may be at it: as long as the file that was claimed is where it was, the claim is not void. After that, with its archive
    // the job exists although a crash kept it from being started; without, the claim is void.
    private static IntakeDecision DecideOwn(IntakeFacts facts, ClaimFacts claim) =>
        facts.Store.IsShared && !claim.IsOfThisFile && claim.IsFileThere ? IntakeDecision.Wait
        : claim.IsArchiveThere ? IntakeDecision.StartClaimed
        : IntakeDecision.ClaimJob;
}
