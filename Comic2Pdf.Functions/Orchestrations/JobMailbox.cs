using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>
/// The signals of a job, one after the other. One wait is open at any time and none is ever cancelled: before Microsoft.DurableTask 1.27
/// a cancelled wait would still swallow the next event.
/// </summary>
internal sealed class JobMailbox(TaskOrchestrationContext context)
{
    private Task<JobSignal>? _next;

    /// <summary>Whether the operator wants the job stopped.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>The slot that was granted last; null: none, or it was taken back.</summary>
    public Slot? GrantedSlot { get; private set; }

    /// <summary>Done when a signal is there.</summary>
    public Task Next => _next ??= context.WaitForExternalEvent<JobSignal>(Names.JobSignal);

    /// <summary>Receives the signal that <see cref="Next"/> announced.</summary>
    public async Task ReceiveAsync()
    {
        var signal = await _next!;
        _next = null;
        IsCancelled |= signal.Kind == JobSignal.Cancel;
        GrantedSlot = signal.Kind switch
        {
            JobSignal.Granted => signal.Slot,
            JobSignal.Paused when signal.Slot == GrantedSlot => null,
            _ => GrantedSlot,
        };
    }

    /// <summary>Waits for a time, or until a signal was received.</summary>
    public async Task WaitAsync(TimeSpan time)
    {
        using var cancellation = new CancellationTokenSource();
        var timer = context.CreateTimer(time, cancellation.Token);
        if (await Task.WhenAny(timer, Next) != timer)
        {
            CancelTimer(cancellation);
            await ReceiveAsync();
        }
    }

    /// <summary>A timer that is left open would keep the orchestration from ending.</summary>
    public static void CancelTimer(CancellationTokenSource cancellation)
    {
        // Here and now, on the orchestrator's thread: CancelAsync would leave it.
#pragma warning disable CA1849, MA0042
        cancellation.Cancel();
#pragma warning restore CA1849, MA0042
    }
}
