using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Collects the facts that <see cref="IntakeRule"/> decides by. Reads only.</summary>
public sealed class IntakeSurvey(IStore store, ClaimStore claims, JobDirectory jobs)
{
    /// <summary>Looks at the job that a file would become.</summary>
    /// <param name="client">The history.</param>
    /// <param name="jobKey">The job.</param>
    /// <param name="ours">The claim that the file would be taken in with.</param>
    /// <param name="isForced">The operator wants the content converted once more.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">Something cannot be read now; nothing may be decided.</exception>
    public async Task<IntakeFindings> LookAsync(
        DurableTaskClient client,
        string jobKey,
        Claim ours,
        bool isForced,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(ours);
        var known = await jobs.FindSettledAsync(client, jobKey, cancellationToken);
        var history =
            known is null ? HistoryFact.None
            : known.HasFailed ? HistoryFact.Failed
            : HistoryFact.Known;
        var found = await claims.FindAsync(jobKey, cancellationToken);
        var isForeign = store.Traits.IsShared && found.Claim is { } claim && claim.Owner != ours.Owner;
        var job = isForeign && history != HistoryFact.Known ? await jobs.FindForeignAsync(jobKey, cancellationToken) : known?.Record;
        var facts = found.Claim is null
            ? null
            : await FactsAsync(jobKey, found.Claim, ours, isForeign && job is not null && JobStates.IsError(job.State), cancellationToken);
        return new IntakeFindings(new IntakeFacts(store.Traits, history, isForced, facts), found.Claim, found.Version, job);
    }

    private async Task<ClaimFacts> FactsAsync(
        string jobKey,
        Claim claim,
        Claim ours,
        bool hasFailed,
        CancellationToken cancellationToken
    ) =>
        new(
            IsOfThisHistory: claim.Owner == ours.Owner,
            IsOfThisFile: claim.Source is not null && claim.Source == ours.Source,
            IsFileThere: await claims.IsFileThereAsync(claim, cancellationToken),
            IsArchiveThere: await store.ExistsAsync(DataLayout.InputOf(jobKey, claim.FileName), cancellationToken),
            hasFailed
        );
}
