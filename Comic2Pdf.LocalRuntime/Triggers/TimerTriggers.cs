using Comic2Pdf.LocalRuntime.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>
/// Runs timer functions, each one after the other with itself: an occurrence that falls into a run is skipped. A monitored one that was
/// due while the host was down runs at the start, marked as past due.
/// </summary>
internal sealed class TimerTriggers(
    FunctionCatalog functions,
    TriggerState state,
    DurableTaskClient client,
    IServiceScopeFactory scopes,
    IConfiguration configuration,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    // A clock that was set is noticed after this time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxDrift = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task[] _loops = [];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <exception cref="FormatException">A schedule can not be read.</exception>
    public void Start() =>
        _loops = [
            .. functions
                .With<TimerTriggerAttribute>()
                .Where(f => !configuration.IsDisabled(f.Function.Name))
                .Select(f =>
                    (f.Function, f.Trigger, Schedule: TimerSchedule.Parse(SettingExpressions.Resolve(f.Trigger.Schedule, configuration)))
                )
                .ToList()
                .Select(f => Task.Run(() => LoopAsync(f.Function, f.Trigger, f.Schedule))),
        ];

    public async Task StopAsync(CancellationToken timeLimit)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops).WaitAsync(timeLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task LoopAsync(FunctionMethod function, TimerTriggerAttribute trigger, TimerSchedule schedule)
    {
        var next = schedule.Next(Now);
        var monitored = trigger.UseMonitor && schedule.Next(next) - next >= ShortestMonitored;
        var known = monitored ? state.Schedule(function.Name) : null;
        var last = known?.Last ?? default;
        if (known?.Next < Now || trigger.RunOnStartup)
        {
            var isPastDue = known?.Next < Now;
            last = Now;
            await RunAsync(function, isPastDue, monitored ? Status(last, next) : null);
            next = schedule.Next(Now);
        }

        while (!_stopping.IsCancellationRequested)
        {
            await RememberAsync(function, monitored, last, next);
            if (await WaitAsync(schedule, next) is not { } due)
            {
                return;
            }

            last = due;
            next = schedule.Next(Now);
            await RunAsync(function, isPastDue: false, monitored ? Status(last, next) : null);
            next = schedule.Next(Now);
        }
    }

    private ScheduleStatus Status(DateTime last, DateTime next) =>
        new()
        {
            Last = last,
            Next = next,
            LastUpdated = Now,
        };

    private async Task RunAsync(FunctionMethod function, bool isPastDue, ScheduleStatus? status)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await function.InvokeAsync(
                new Invocation(function, scope.ServiceProvider, _stopping.Token)
                {
                    Trigger = type =>
                        type == typeof(TimerInfo)
                            ? new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status }
                            : throw new NotSupportedException(
                                $"The timer function '{function.Name}' takes a {type}; it must take a TimerInfo."
                            ),
                    Client = client,
                }
            );
        }
        catch (Exception e)
        {
            logger.TimerFailed(function.Name, e);
        }
    }

    private async Task RememberAsync(FunctionMethod function, bool monitored, DateTime last, DateTime next)
    {
        if (!monitored)
        {
            return;
        }

        try
        {
            await state.RememberAsync(function.Name, new ScheduleRow(last, next, Now));
        }
        catch (Exception e)
        {
            // The timer goes on; what is lost is the memory of this one occurrence.
            logger.TimerFailed(function.Name, e);
        }
    }

    /// <summary>
    /// Waits for the occurrence, in pieces, and compares the clock with the time that has really passed: when the clock is set back, the occurrence would be as
    /// much further away, and the next one by the new clock is taken instead.
    /// </summary>
    /// <returns>The occurrence that is due now; null when the host stops first.</returns>
    private async Task<DateTime?> WaitAsync(TimerSchedule schedule, DateTime at)
    {
        var (begin, beginning) = (Now, time.GetTimestamp());
        while (at > Now && !_stopping.IsCancellationRequested)
        {
            var wait = TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling((at - Now).TotalMilliseconds), LongestWait.TotalMilliseconds));
            var delay = Task.Delay(wait, time, _stopping.Token);
            // The clock may have moved between the question and the delay.
            if (at > Now)
            {
                await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if ((Now - begin - time.GetElapsedTime(beginning)).Duration() > MaxDrift)
            {
                (begin, beginning) = (Now, time.GetTimestamp());
                at = schedule.Next(begin) is var next && next < at ? next : at;
            }
        }

        return _stopping.IsCancellationRequested ? null : at;
    }
}
