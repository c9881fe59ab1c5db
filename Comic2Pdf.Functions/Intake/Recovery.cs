using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Logging;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// What is done once after each start: the admission, the index, jobs that were claimed and never started, files that a crash left broken. Each is tried
/// until it succeeds. The first request over HTTP may have filled the index before; that is only one of the steps.
/// </summary>
public sealed class Recovery(
    JobStarter starter,
    IndexLoader loader,
    StartClaimedJobs startClaimed,
    StateMirror mirror,
    SideMarks sideMarks,
    TickSteps steps
)
{
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Does what is left to do.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await OnceAsync("starting the admission", () => starter.EnsureAdmissionAsync(client, cancellationToken), cancellationToken);
        await OnceAsync("reading the history", () => loader.EnsureAsync(client, cancellationToken), cancellationToken);
        await OnceAsync(
            "removing side files of archives that were moved",
            () => sideMarks.CompleteAllAsync(cancellationToken),
            cancellationToken
        );
        await OnceAsync("starting jobs that were claimed", () => startClaimed.RunAsync(client, cancellationToken), cancellationToken);
        await OnceAsync("repairing files", () => mirror.RepairAsync(all: true, cancellationToken), cancellationToken);
    }

    private async Task OnceAsync(string what, Func<Task> step, CancellationToken cancellationToken)
    {
        if (!_done.Contains(what) && await steps.TryAsync(what, step, cancellationToken))
        {
            _done.Add(what);
        }
    }
}
