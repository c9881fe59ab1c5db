using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class ActivityTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<string?, string?>("Calls Echo", async (context, text) => await context.CallActivityAsync<string?>("Echo", text))
            .Activity<string?, string?>("Echo", (_, text) => Task.FromResult(text))
            .Orchestrator<int[], int>("Sums", async (context, numbers) => await context.CallActivityAsync<int>("Sum", numbers))
            .Activity<int[], int>("Sum", (_, numbers) => Task.FromResult(numbers.Sum()))
            .Orchestrator<int, int[]>("Fans out", FanOutAsync)
            .Activity<int, int>("Square", (_, number) => Task.FromResult(number * number))
            .Orchestrator<int, int>("Windows", WindowAsync)
            .Orchestrator<object?, string>(
                "Calls where it runs",
                async (context, _) => $"{await context.CallActivityAsync<string>("Where it runs") == context.InstanceId}"
            )
            .Activity<object?, string>("Where it runs", (context, _) => Task.FromResult(context.InstanceId));

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_ThatSucceeds_GivesItsResult(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Calls Echo", "Tintin"), "\"Tintin\"");

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_NamedInAnotherCase_IsFound(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "calls echo", "Tintin"), "\"Tintin\"");

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_WithNull_GivesNull(EngineKind kind)
    {
        var end = await RunAsync(kind, "Calls Echo");

        // No output is an empty one in the reference's messages.
        AssertCompleted(end, kind == EngineKind.Reference ? end.SerializedOutput! : null!);
        Assert.True(string.IsNullOrEmpty(end.SerializedOutput));
    }

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_WithAnArray_PassesTheArray(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Sums", new[] { 1, 2, 3 }), "6");

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_WithAPayloadAboveAMessagesSize_PassesItWhole(EngineKind kind)
    {
        // Azure Storage moves messages above 45 KB to blobs.
        var text = new string('x', 300_000) + "é\"\\ end";

        var end = await RunAsync(kind, "Calls Echo", text);

        Assert.Equal(text, end.ReadOutputAs<string>());
        Assert.Equal(text, end.ReadInputAs<string>());
    }

    [Theory, MemberData(nameof(All))]
    public async Task WhenAll_OverManyActivities_GivesAllResultsInOrder(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Fans out", 12), "[0,1,4,9,16,25,36,49,64,81,100,121]");

    [Theory, MemberData(nameof(All))]
    public async Task WhenAny_InAWindow_RunsAll(EngineKind kind) => AssertCompleted(await RunAsync(kind, "Windows", 10), "285");

    [Theory, MemberData(nameof(All))]
    public async Task InstanceId_InAnActivity_IsThatOfItsOrchestration(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Calls where it runs"), "\"True\"");

    private static async Task<int[]> FanOutAsync(TaskOrchestrationContext context, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Square", i)));

    // At most three at once: the way in which the app reads chunks of pages.
    private static async Task<int> WindowAsync(TaskOrchestrationContext context, int count)
    {
        var (sum, running) = (0, new List<Task<int>>());
        for (var i = 0; i < count || running.Count > 0; )
        {
            while (i < count && running.Count < 3)
            {
                running.Add(context.CallActivityAsync<int>("Square", i++));
            }

            var done = await Task.WhenAny(running);
            running.Remove(done);
            sum += await done;
        }

        return sum;
    }
}
