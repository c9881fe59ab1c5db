using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>Runs what is done again and again, step by step: the fault of one step is logged and holds up no other.</summary>
public sealed class TickSteps(TimeProvider time, ILogger<TickSteps> logger)
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (string Kind, long At)> _said = new(StringComparer.Ordinal);

    /// <summary>Runs one step.</summary>
    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<bool> TryAsync(string what, Func<Task> step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        try
        {
            await step();
            _said.TryRemove(what, out _);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            Say(what, e);
            return false;
        }
    }

    /// <summary>Runs one step that does not wait for anything.</summary>
    public Task<bool> TryAsync(string what, Action step, CancellationToken cancellationToken) => TryAsync(
        what,
        () =>
        {
            step();
            return Task.CompletedTask;
        },
        cancellationToken);

    // The same fault comes with every tick; once a minute is enough.
    private void Say(string what, Exception e)
    {
        var kind = e.GetType().Name;
        if (!_said.TryGetValue(what, out var last) || last.Kind != kind || time.GetElapsedTime(last.At) >= SayAgain)
        {
            _said[what] = (kind, time.GetTimestamp());
            Log.HousekeepingFault(logger, what, e.Message);
        }
    }
}
