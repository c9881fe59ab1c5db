using System.Collections.Concurrent;
using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class RetryTests(EngineSet engines) : ScenarioTests(engines)
{
    private static readonly ConcurrentDictionary<string, int> Attempts = new(StringComparer.Ordinal);

    internal static void Register(FunctionSet functions) =>
        functions
            .Activity<int, int>(
                "Succeeds at attempt",
                (context, good) =>
                {
                    var attempt = Attempts.AddOrUpdate(context.InstanceId, 1, static (_, n) => n + 1);
                    return attempt < good ? throw new TimeoutException($"attempt {attempt}") : Task.FromResult(attempt);
                }
            )
            .Orchestrator<int, int>(
                "Fails until attempt",
                (context, good) =>
                {
                    // It ends in its first turn, so counting here is no decision that a replay would meet again.
                    var attempt = Attempts.AddOrUpdate(context.Parent!.InstanceId, 1, static (_, n) => n + 1);
                    return attempt < good ? throw new TimeoutException($"attempt {attempt}") : Task.FromResult(attempt);
                }
            )
            .Orchestrator<int, string>(
                "Retries by policy",
                (context, good) => DescribeAsync(() => context.CallActivityAsync<int>("Succeeds at attempt", good, Policy(3)))
            )
            .Orchestrator<int, string>(
                "Retries its child by policy",
                (context, good) => DescribeAsync(() => context.CallSubOrchestratorAsync<int>("Fails until attempt", good, Policy(3)))
            )
            .Orchestrator<int, string>(
                "Retries only what it may",
                (context, good) =>
                    DescribeAsync(() =>
                        context.CallActivityAsync<int>(
                            "Succeeds at attempt",
                            good,
                            Policy(3, failure => !failure.IsCausedBy<TimeoutException>())
                        )
                    )
            )
            .Orchestrator<int, string>(
                "Retries for a time",
                (context, good) =>
                    DescribeAsync(() =>
                        context.CallActivityAsync<int>(
                            "Succeeds at attempt",
                            good,
                            new TaskOptions(
                                new RetryPolicy(1000, TimeSpan.FromMilliseconds(400), retryTimeout: TimeSpan.FromMilliseconds(500))
                            )
                        )
                    )
            )
            .Orchestrator<int, string>("Retries by handler", HandleAsync);

    [Theory, MemberData(nameof(All))]
    public async Task RetryPolicy_WhenALaterAttemptSucceeds_GivesItsResult(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Retries by policy", 3), "\"3\"");

    [Theory, MemberData(nameof(All))]
    public async Task RetryPolicy_WhenAttemptsAreUsedUp_GivesTheLastFailure(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Retries by policy", 9), "\"System.TimeoutException attempt 3\"");

    [Theory, MemberData(nameof(All))]
    public async Task RetryPolicy_OnASubOrchestration_RunsItAgain(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Retries its child by policy", 2), "\"2\"");

    [Theory, MemberData(nameof(All))]
    public async Task RetryPolicy_WhoseHandleFailureSaysNo_StopsAtOnce(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Retries only what it may", 9), "\"System.TimeoutException attempt 1\"");

    [Theory, MemberData(nameof(All))]
    public async Task RetryPolicy_WhoseTimeIsOver_StopsAndGivesTheLastFailure(EngineKind kind)
    {
        var end = await RunAsync(kind, "Retries for a time", 1000);

        // How many fit in depends on the machine, and on Azure Storage, whose timers are up to a second early: there one waits for nothing.
        Assert.Matches("^\"System.TimeoutException attempt [1-9][0-9]{0,2}\"$", end.SerializedOutput);
    }

    [Theory, MemberData(nameof(All))]
    public async Task RetryHandler_IsAskedWithTheFailureAndTheAttempt(EngineKind kind) =>
        AssertCompleted(
            await RunAsync(kind, "Retries by handler", 9),
            "\"1 TimeoutException True; 2 TimeoutException True; 3 TimeoutException True; System.TimeoutException attempt 3\""
        );

    private static TaskOptions Policy(int attempts, Func<TaskFailureDetails, bool>? handle = null) =>
        new(new RetryPolicy(attempts, TimeSpan.FromMilliseconds(1), 2) { HandleFailure = handle ?? (_ => true) });

    private static async Task<string> HandleAsync(TaskOrchestrationContext context, int good)
    {
        var asked = new List<string>();
        var options = TaskOptions.FromRetryHandler(async retry =>
        {
            asked.Add($"{retry.LastAttemptNumber} TimeoutException {retry.LastFailure.IsCausedBy<TimeoutException>()}");
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return retry.LastAttemptNumber < 3;
        });
        var result = await DescribeAsync(() => context.CallActivityAsync<int>("Succeeds at attempt", good, options));
        return string.Join("; ", [.. asked, result]);
    }

    private static async Task<string> DescribeAsync(Func<Task<int>> call)
    {
        try
        {
            return $"{await call()}";
        }
        catch (TaskFailedException e)
        {
            return $"{e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage}";
        }
    }
}
