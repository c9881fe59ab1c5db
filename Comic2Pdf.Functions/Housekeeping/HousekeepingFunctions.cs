using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Search;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Housekeeping;

/// <summary>What is done now and then.</summary>
public sealed class HousekeepingFunctions(
    IndexLoader loader,
    Reconciler reconciler,
    StateMirror mirror,
    Janitor janitor,
    HistoryRetention retention,
    JobIndex index,
    JobStarter starter,
    StartClaimedJobs startClaimed,
    SideMarks sideMarks,
    ChangedArchives changed,
    SearchIndex search,
    TickSteps steps
)
{
    /// <summary>Every 20 seconds: compares the index with the history, starts jobs that were claimed and never started, repairs files.</summary>
    [Function("Reconcile")]
    public async Task ReconcileAsync(
        [TimerTrigger("*/20 * * * * *", UseMonitor = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        if (!index.IsLoaded)
        {
            return;
        }

        await steps.TryAsync(
            "looking after the admission",
            () => starter.CheckAdmissionAsync(client, cancellationToken),
            cancellationToken
        );
        await steps.TryAsync(
            "comparing the index with the history",
            () => reconciler.RunAsync(client, cancellationToken),
            cancellationToken
        );
        await steps.TryAsync("starting jobs that were claimed", () => startClaimed.RunAsync(client, cancellationToken), cancellationToken);
        await steps.TryAsync("looking after archives that were cut short", () => changed.RunAsync(cancellationToken), cancellationToken);
        await steps.TryAsync("repairing files", () => mirror.RepairAsync(all: false, cancellationToken), cancellationToken);
        await steps.TryAsync("bringing the search index up to date", () => search.RefreshAsync(cancellationToken), cancellationToken);
        await steps.TryAsync("writing jobs.json and metrics.json", () => mirror.WriteIndexAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Every hour, and not in the same second as the above: repairs all files, removes what is no longer needed.</summary>
    [Function("Janitor")]
    public async Task CleanAsync(
        [TimerTrigger("5 0 * * * *", RunOnStartup = false)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        // After a night off it is due at once, and must know the jobs.
        await loader.EnsureAsync(client, cancellationToken);
        await steps.TryAsync("repairing files", () => mirror.RepairAsync(all: true, cancellationToken), cancellationToken);
        await steps.TryAsync(
            "removing side files of archives that were moved",
            () => sideMarks.CompleteAllAsync(cancellationToken),
            cancellationToken
        );
        await steps.TryAsync("removing what is no longer needed", () => janitor.CleanAsync(cancellationToken), cancellationToken);
        await steps.TryAsync(
            "removing jobs that ended long ago from the history",
            () => retention.RunAsync(client, cancellationToken),
            cancellationToken
        );
    }
}
