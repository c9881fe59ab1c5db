using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>Runs what is done again and again, step by step: the fault of one step is logged and holds up no other.</summary>
public sealed class TickSteps(TimeProvider time, ILogger<TickSteps> logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string Kind, long At)> _logged = new(StringComparer.Ordinal);

    /// <summary>Runs one step; its exceptions are logged.</summary>
    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<bool> TryAsync(string what, Func<Task> step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        try
        {
            await step();
            _logged.TryRemove(what, out _);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            LogFault(what, e);
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

    // The same fault comes with every tick; once a minute is enough.
    private void LogFault(string what, Exception e)
    {
        var kind = e.GetType().Name;
        if (!_logged.TryGetValue(what, out var last) || last.Kind != kind || time.GetElapsedTime(last.At) >= LogInterval)
        {
            _logged[what] = (kind, time.GetTimestamp());
            Log.HousekeepingFault(logger, what, e.Message);
        }
    }
}
