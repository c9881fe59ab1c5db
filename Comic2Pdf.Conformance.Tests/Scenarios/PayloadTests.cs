using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

/// <summary>Values that can not be written as JSON, or not be read back.</summary>
public sealed class PayloadTests(EngineSet engines) : ScenarioTests(engines)
{
    private const string Cycle = "A possible object cycle was detected.";

    internal static void Register(FunctionSet functions) =>
        functions
            .Activity<object?, Knot>("Ties a knot", (_, _) => Task.FromResult(new Knot()))
            .Orchestrator<object?, Knot>("Ends in a knot", (_, _) => Task.FromResult(new Knot()))
            .Orchestrator<object?, string>(
                "Calls with a knot",
                async (context, _) => await context.CallActivityAsync<string>("Echo", new Knot())
            )
            .Orchestrator<object?, string>(
                "Calls for a knot",
                async (context, _) =>
                {
                    try
                    {
                        await context.CallActivityAsync<Knot>("Ties a knot");
                        return "?";
                    }
                    catch (TaskFailedException e)
                    {
                        return $"{e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage.StartsWith(Cycle, StringComparison.Ordinal)}";
                    }
                }
            )
            .Orchestrator<object?, string>(
                "Shows a knot",
                async (context, _) =>
                {
                    context.SetCustomStatus(new Knot());
                    return await context.CallActivityAsync<string>("Echo", "x");
                }
            )
            .Orchestrator<int, int>("Takes a number", (_, number) => Task.FromResult(number))
            .Orchestrator<string, string>(
                "Calls Square with text",
                async (context, text) =>
                {
                    try
                    {
                        return $"{await context.CallActivityAsync<int>("Square", text)}";
                    }
                    catch (TaskFailedException e)
                    {
                        return e.FailureDetails.ErrorType;
                    }
                }
            )
            .Orchestrator<object?, int>(
                "Waits for a number",
                async (context, _) =>
                {
                    context.SetCustomStatus("waiting");
                    return await context.WaitForExternalEvent<int>("Number");
                }
            );

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_WhoseResultCanNotBeWritten_FailsTheActivity(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Calls for a knot"), "\"System.Text.Json.JsonException True\"");

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_WhoseInputCanNotBeWritten_FailsTheInstance(EngineKind kind) =>
        AssertFailed(await RunAsync(kind, "Calls with a knot"), "System.Text.Json.JsonException");

    [Theory, MemberData(nameof(All))]
    public async Task Orchestrator_WhoseOutputCanNotBeWritten_Fails(EngineKind kind) =>
        AssertFailed(await RunAsync(kind, "Ends in a knot"), "System.Text.Json.JsonException");

    [Theory, MemberData(nameof(All))]
    public async Task SetCustomStatus_ThatCanNotBeWritten_FailsTheInstance(EngineKind kind) =>
        AssertFailed(await RunAsync(kind, "Shows a knot"), "System.Text.Json.JsonException");

    [Theory, MemberData(nameof(All))]
    public async Task Orchestrator_WhoseInputCanNotBeRead_Fails(EngineKind kind) =>
        AssertFailed(await RunAsync(kind, "Takes a number", "text"), "System.Text.Json.JsonException");

    [Theory, MemberData(nameof(All))]
    public async Task CallActivityAsync_WhoseInputCanNotBeRead_FailsTheActivity(EngineKind kind) =>
        AssertCompleted(await RunAsync(kind, "Calls Square with text", "text"), "\"System.Text.Json.JsonException\"");

    [Theory, MemberData(nameof(All))]
    public async Task WaitForExternalEvent_WhosePayloadCanNotBeRead_FailsTheInstance(EngineKind kind)
    {
        var id = await StartAsync(kind, "Waits for a number");
        await ReachedAsync(kind, id, "waiting");

        await (await ClientAsync(kind)).RaiseEventAsync(id, "Number", "text", TimeLimit);

        AssertFailed(await EndOfAsync(kind, id), "System.Text.Json.JsonException");
    }

    private static void AssertFailed(Microsoft.DurableTask.Client.OrchestrationMetadata end, string errorType)
    {
        Assert.Equal(Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.StartsWith(
            errorType + ": ",
            end.FailureDetails is { } details ? $"{details.ErrorType}: {details.ErrorMessage}" : end.SerializedOutput,
            StringComparison.Ordinal
        );
    }

    internal sealed class Knot
    {
        public Knot Self => this;
    }
}
