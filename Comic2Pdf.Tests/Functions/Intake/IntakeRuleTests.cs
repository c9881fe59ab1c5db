using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Storage;
using static Comic2Pdf.Functions.Intake.HistoryFact;
using static Comic2Pdf.Functions.Intake.IntakeDecision;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>A test for each row of the rule, on a store of our own and on one that other processes share.</summary>
[Trait("Storage", "files")]
public sealed class IntakeRuleTests
{
    private static readonly StoreTraits Own = new()
    {
        HasCheapCalls = true,
        HasAtomicMoves = true,
        HasWholeFiles = false,
        IsShared = false,
        HoldsTriggerBlobs = false,
    };
    private static readonly StoreTraits Shared = new()
    {
        HasCheapCalls = false,
        HasAtomicMoves = false,
        HasWholeFiles = true,
        IsShared = true,
        HoldsTriggerBlobs = true,
    };

    private static readonly ClaimFacts OfThisHistory = new(
        IsOfThisHistory: true,
        IsOfThisFile: false,
        IsFileThere: false,
        IsArchiveThere: false,
        HasFailed: false
    );
    private static readonly ClaimFacts OfAnother = OfThisHistory with { IsOfThisHistory = false };

    public static TheoryData<string, IntakeFacts, IntakeDecision> Rows =>
        new()
        {
            // The job is in our history.
            { "known", Facts(Own, Known), Hold },
            { "known, shared", Facts(Shared, Known), Hold },
            { "known and claimed", Facts(Own, Known, OfThisHistory), Hold },
            { "known, forced: carried out before a crash", Facts(Own, Known, isForced: true), Delete },
            { "known, forced, shared", Facts(Shared, Known, isForced: true), Delete },
            { "known, its own file, copied and not deleted", Facts(Shared, Known, OfThisHistory with { IsOfThisFile = true }), Delete },
            {
                "known, another file of the same name and time, where moves are atomic",
                Facts(Own, Known, OfThisHistory with { IsOfThisFile = true }),
                Hold
            },
            { "known, claimed by another history, another file", Facts(Shared, Known, OfAnother), Hold },
            // Nothing is known of it.
            { "new", Facts(Own, None), ClaimJob },
            { "new, shared", Facts(Shared, None), ClaimJob },
            { "new, forced", Facts(Own, None, isForced: true), ClaimJob },
            { "failed, claim removed", Facts(Own, Failed), ClaimJob },
            { "failed, claimed", Facts(Own, Failed, OfThisHistory with { IsArchiveThere = true }), ClaimJob },
            { "failed, claimed, shared, its file there", Facts(Shared, Failed, OfThisHistory with { IsFileThere = true }), ClaimJob },
            // Claimed by another app that shares the store.
            { "of another history", Facts(Shared, None, OfAnother), Hold },
            { "of another history, forced", Facts(Shared, None, OfAnother, isForced: true), Hold },
            { "of another history, this file", Facts(Shared, None, OfAnother with { IsOfThisFile = true, IsFileThere = true }), Wait },
            { "of another history, failed there", Facts(Shared, None, OfAnother with { HasFailed = true }), ClaimJob },
            {
                "of another history, failed there, this file",
                Facts(Shared, None, OfAnother with { HasFailed = true, IsOfThisFile = true }),
                ClaimJob
            },
            { "of another history, failed here", Facts(Shared, Failed, OfAnother), Hold },
            { "of another history, in a store of our own: from before a new history", Facts(Own, None, OfAnother), ClaimJob },
            {
                "of another history, in a store of our own, with its archive",
                Facts(Own, None, OfAnother with { IsArchiveThere = true }),
                StartClaimed
            },
            // Claimed by this app, and not started.
            { "claimed, archive there", Facts(Own, None, OfThisHistory with { IsArchiveThere = true }), StartClaimed },
            { "claimed, archive gone", Facts(Own, None, OfThisHistory), ClaimJob },
            { "claimed, shared, archive there", Facts(Shared, None, OfThisHistory with { IsArchiveThere = true }), StartClaimed },
            {
                "claimed, shared, by another process that has not moved its file yet",
                Facts(Shared, None, OfThisHistory with { IsFileThere = true }),
                Wait
            },
            {
                "claimed, shared, both copied and not deleted",
                Facts(Shared, None, OfThisHistory with { IsFileThere = true, IsArchiveThere = true }),
                Wait
            },
            {
                "claimed, shared, this file, not moved",
                Facts(Shared, None, OfThisHistory with { IsOfThisFile = true, IsFileThere = true }),
                ClaimJob
            },
            {
                "claimed, shared, this file, copied and not deleted",
                Facts(Shared, None, OfThisHistory with { IsOfThisFile = true, IsFileThere = true, IsArchiveThere = true }),
                StartClaimed
            },
            { "claimed, own store, its file there", Facts(Own, None, OfThisHistory with { IsFileThere = true }), ClaimJob },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Decide_Row_IsDecidedSo(string row, IntakeFacts facts, IntakeDecision decision) =>
        Assert.Equal((row, decision), (row, IntakeRule.Decide(facts)));

    private static IntakeFacts Facts(StoreTraits store, HistoryFact history, ClaimFacts? claim = null, bool isForced = false) =>
        new(store, history, isForced, claim);
}
