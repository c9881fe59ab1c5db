using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>
/// How often bookkeeping is tried again: for most of a day. A full disk must not fail the job whose state cannot be written just now; it waits
/// until there is room.
/// </summary>
internal static class Bookkeeping
{
    /// <summary>The options of such activities.</summary>
    public static TaskOptions Options { get; } =
        TaskOptions.FromRetryPolicy(
            new RetryPolicy(1000, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1))
        );
}
