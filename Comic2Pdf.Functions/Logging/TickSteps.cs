using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>Runs what is done again and again, step by step: the fault of one step is logged and holds up no other.</summary>
public sealed class TickSteps(LogLimit limit, EventCounters counters, ILogger<TickSteps> logger)
{
    /// <summary>Runs one step; its exceptions are logged.</summary>
    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<bool> TryAsync(string what, Func<Task> step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        try
        {
            await step();
            limit.Clear(what);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            counters.NoteFault(e);
            if (limit.IsDue(what, e))
            {
                Log.HousekeepingFault(logger, what, e.Message);
            }

            return false;
        }
    }

    /// <summary>Runs one step that does not wait for anything.</summary>
    public Task<bool> TryAsync(string what, Action step, CancellationToken cancellationToken) =>
        TryAsync(
            what,
            () =>
            {
                step();
                return Task.CompletedTask;
            },
            cancellationToken
        );
}
