using Comic2Pdf.Conformance.Tests.Engines;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class TimerTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<int, double>(
                "Sleeps",
                async (context, milliseconds) =>
                {
                    var due = context.CurrentUtcDateTime.AddMilliseconds(milliseconds);
                    await context.CreateTimer(due, CancellationToken.None);
                    return (context.CurrentUtcDateTime - due).TotalMilliseconds;
                }
            )
            .Orchestrator<object?, string>(
                "Cancels a long timer",
                async (context, _) =>
                {
                    using var cancel = new CancellationTokenSource();
                    var timer = context.CreateTimer(TimeSpan.FromDays(30), cancel.Token);
                    var first = await Task.WhenAny(timer, context.CallActivityAsync<string>("Echo", "x"));
                    cancel.Cancel();
                    return $"{first == timer} {timer.IsCanceled}";
                }
            )
            .Orchestrator<object?, string>(
                "Cancels a timer at once",
                async (context, _) =>
                {
                    using var cancel = new CancellationTokenSource();
                    var timer = context.CreateTimer(EngineSet.MaximumTimerInterval, cancel.Token);
                    cancel.Cancel();
                    return $"{timer.IsCanceled} {await context.CallActivityAsync<string>("Echo", "x")}";
                }
            )
            .Orchestrator<int, string>(
                "Leaves a timer",
                (context, milliseconds) =>
                {
                    _ = context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
                    return Task.FromResult("done");
                }
            )
            .Orchestrator<object?, string>(
                "Starts with a cancelled timer",
                async (context, _) =>
                {
                    try
                    {
                        await context.CreateTimer(TimeSpan.FromHours(1), new CancellationToken(canceled: true));
                        return "?";
                    }
                    catch (OperationCanceledException)
                    {
                        return "cancelled";
                    }
                }
            );

    [Theory, MemberData(nameof(All))]
    public Task CreateTimer_Fires_NotBeforeItsTime(EngineKind kind) => SleepAsync(kind, 1500);

    [Theory, MemberData(nameof(All))]
    public Task CreateTimer_InThePast_FiresAtOnce(EngineKind kind) => SleepAsync(kind, -60_000);

    [Theory, MemberData(nameof(All))]
    public Task CreateTimer_LongerThanTheMaximum_FiresNotBeforeItsTime(EngineKind kind) =>
        SleepAsync(kind, (int)(2.1 * EngineSet.MaximumTimerInterval.TotalMilliseconds));

    [Theory, MemberData(nameof(All))]
    public async Task CreateTimer_Cancelled_KeepsNothingOpen(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Cancels a timer at once"), "\"True x\"");

    [Theory, MemberData(nameof(All))]
    public async Task CreateTimer_LongerThanTheMaximumAndCancelled_KeepsNothingOpen(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Cancels a long timer"), "\"False True\"");

    [Theory, MemberData(nameof(All))]
    public async Task CreateTimer_NeitherAwaitedNorCancelled_KeepsTheInstanceRunning(EngineKind kind)
    {
        var end = await RunAsync(kind, "Leaves a timer", 3000);

        AssertCompleted(end, "\"done\"");
        Assert.InRange(end.LastUpdatedAt - end.CreatedAt, TimeSpan.FromMilliseconds(1900), TimeSpan.MaxValue);
    }

    [Theory, MemberData(nameof(All))]
    public async Task CreateTimer_WithACancelledToken_IsCancelled(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Starts with a cancelled timer"), "\"cancelled\"");

    private async Task SleepAsync(EngineKind kind, int milliseconds)
    {
        var end = await RunAsync(kind, "Sleeps", milliseconds);

        // Azure Storage delays its messages by whole seconds and cuts the rest off. An orchestrator that must not be early looks at the time again.
        Assert.InRange(end.ReadOutputAs<double>(), kind == EngineKind.AzureStorage ? -1000 : 0, double.MaxValue);
    }
}
