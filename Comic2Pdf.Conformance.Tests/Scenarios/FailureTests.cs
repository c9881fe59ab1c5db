using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class FailureTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions
            .Activity<string, string>("Fails", (_, text) => throw new InvalidDataException(text, new TimeoutException("because of this")))
            .Orchestrator<string, string>("Lets fail", async (context, text) => await context.CallActivityAsync<string>("Fails", text))
            .Orchestrator<string, string>("Catches", CatchAsync)
            .Orchestrator<string, string>("Throws", (_, text) => throw new InvalidOperationException(text))
            .Orchestrator<string, string>(
                "Catches its child's failure",
                async (context, text) => await DescribeAsync(() => context.CallSubOrchestratorAsync<string>("Lets fail", text))
            )
            .Orchestrator<string, string>(
                "Catches the unknown",
                async (context, name) =>
                    await DescribeAsync(() =>
                        context.CallActivityAsync<string>(name, options: new TaskOptions(new RetryPolicy(3, TimeSpan.FromMilliseconds(1))))
                    )
            )
            .Orchestrator<string, string>(
                "Catches the unknown child",
                async (context, name) => await DescribeAsync(() => context.CallSubOrchestratorAsync<string>(name))
            )
            .Orchestrator<bool, int>(
                "Fails after its first activity",
                async (context, _) =>
                {
                    await context.CallActivityAsync<string>("Echo", "x");
                    throw new ArgumentOutOfRangeException(paramName: null, "too far");
                }
            );

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_ThatFails_IsCaughtWithItsDetails(EngineKind kind) =>
        AssertCompleted(
            await RunAsync(kind, "Catches", "bad data"),
            "\"Fails System.IO.InvalidDataException \\u0027bad data\\u0027 \\u003C- System.TimeoutException \\u0027because of this\\u0027: InvalidDataException True, IOException False, Exception True\""
        );

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_ThatFailsUncaught_FailsTheInstance(EngineKind kind) =>
        AssertFailed(
            kind,
            await RunAsync(kind, "Lets fail", "bad data"),
            "Microsoft.DurableTask.TaskFailedException: Task 'Fails' (#0) failed with an unhandled exception: bad data"
        );

    [Theory, MemberData(nameof(All))]
    public async Task Orchestrator_ThatThrowsAtOnce_FailsTheInstance(EngineKind kind) =>
        AssertFailed(kind, await RunAsync(kind, "Throws", "no way"), "System.InvalidOperationException: no way");

    [Theory, MemberData(nameof(All))]
    public async Task Orchestrator_ThatThrowsLater_FailsTheInstance(EngineKind kind) =>
        AssertFailed(kind, await RunAsync(kind, "Fails after its first activity"), "System.ArgumentOutOfRangeException: too far");

    [Theory, MemberData(nameof(All))]
    public async Task CallSubOrchestratorAsync_ThatFails_IsCaughtWithItsDetails(EngineKind kind) =>
        AssertCompleted(
            await RunAsync(kind, "Catches its child's failure", "bad data"),
            "\"Lets fail Microsoft.DurableTask.TaskFailedException \\u0027Task \\u0027Fails\\u0027 (#0) failed with an unhandled exception: bad data\\u0027\""
        );

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_OfAnUnknownName_FailsByNameAndIsNotRetried(EngineKind kind) =>
        AssertCompleted(
            await RunAsync(kind, "Catches the unknown", "Nothing"),
            "\"Nothing ActivityTaskNotFound \\u0027No activity task named \\u0027Nothing\\u0027 with version \\u00271.0\\u0027 was found.\\u0027\""
        );

    [Theory, MemberData(nameof(All))]
    public async Task ScheduleNew_OfAnUnknownName_IsAcceptedAndFailsByName(EngineKind kind) =>
        AssertFailed(
            kind,
            await RunAsync(kind, "Nothing"),
            "OrchestratorTaskNotFound: No orchestrator task named 'Nothing' with version '1.0' was found."
        );

    [Theory, MemberData(nameof(All))]
    public async Task CallSubOrchestratorAsync_OfAnUnknownName_FailsByName(EngineKind kind) =>
        AssertCompleted(
            await RunAsync(kind, "Catches the unknown child", "Nothing"),
            "\"Nothing OrchestratorTaskNotFound \\u0027No orchestrator task named \\u0027Nothing\\u0027 with version \\u00271.0\\u0027 was found.\\u0027\""
        );

    private static async Task<string> CatchAsync(TaskOrchestrationContext context, string text)
    {
        try
        {
            return await context.CallActivityAsync<string>("Fails", text);
        }
        catch (TaskFailedException e)
        {
            var details = e.FailureDetails;
            return $"{e.TaskName} {details.ErrorType} '{details.ErrorMessage}' <- {details.InnerFailure?.ErrorType} '{details.InnerFailure?.ErrorMessage}': "
                + $"InvalidDataException {details.IsCausedBy<InvalidDataException>()}, IOException {details.IsCausedBy<IOException>()}, Exception {details.IsCausedBy<Exception>()}";
        }
    }

    private static async Task<string> DescribeAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (TaskFailedException e)
        {
            return $"{e.TaskName} {e.FailureDetails.ErrorType} '{e.FailureDetails.ErrorMessage}'";
        }
    }
}
