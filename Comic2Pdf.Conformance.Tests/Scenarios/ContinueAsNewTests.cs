using Comic2Pdf.Conformance.Tests.Engines;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

public sealed class ContinueAsNewTests(EngineSet engines) : ScenarioTests(engines)
{
    internal static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<int, int>(
                "Counts to five",
                async (context, count) =>
                {
                    count = await context.CallActivityAsync<int>("Square", 1) + count;
                    if (count < 5)
                    {
                        context.ContinueAsNew(count);
                    }

                    return count;
                }
            )
            .Orchestrator<List<int>, string>(
                "Collects twenty numbers",
                async (context, numbers) =>
                {
                    numbers ??= [];
                    context.SetCustomStatus($"has {numbers.Count}");
                    numbers.Add(await context.WaitForExternalEvent<int>("Number"));
                    if (numbers.Count < 20)
                    {
                        context.ContinueAsNew(numbers);
                    }

                    return string.Join(' ', numbers.Order());
                }
            )
            .Orchestrator<Carry, string>(
                "Goes on with unread events",
                async (context, carry) =>
                {
                    if (carry.Generation == 0)
                    {
                        context.SetCustomStatus("waiting");
                        await context.WaitForExternalEvent<object?>("Go");
                        context.ContinueAsNew(carry with { Generation = 1 }, carry.Preserve);
                        return "";
                    }

                    context.SetCustomStatus("second");
                    return await context.WaitForExternalEvent<string>("Data");
                }
            )
            .Orchestrator<int, string>(
                "Sets a status in its first generation",
                async (context, generation) =>
                {
                    if (generation == 0)
                    {
                        context.SetCustomStatus("first");
                        context.ContinueAsNew(1);
                        return "";
                    }

                    return await context.CallActivityAsync<string>("Echo", "second");
                }
            );

    [Theory, MemberData(nameof(All))]
    public async Task ContinueAsNew_OverFiveGenerations_PassesEachItsInput(EngineKind kind)
    {
        var end = await RunAsync(kind, "Counts to five", 0);

        AssertCompleted(end, "5");
        Assert.Equal("4", end.SerializedInput);
    }

    [Theory, MemberData(nameof(All))]
    public async Task RaiseEvent_WhileAnInstanceContinuesAsNew_LosesNone(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await StartAsync(kind, "Collects twenty numbers");
        await ReachedAsync(kind, id, "has 0");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.RaiseEventAsync(id, "Number", i, TimeLimit)));

        AssertCompleted(await EndOfAsync(kind, id), $"\"{string.Join(' ', Enumerable.Range(0, 20))}\"");
    }

    // The reference loses them.
    [Theory, MemberData(nameof(Ours))]
    public async Task ContinueAsNew_PreservingUnreadEvents_GivesThemToTheNextGeneration(EngineKind kind)
    {
        var id = await GoOnAsync(kind, preserve: true);

        AssertCompleted(await EndOfAsync(kind, id), "\"unread\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task ContinueAsNew_NotPreservingUnreadEvents_DropsThem(EngineKind kind)
    {
        var id = await GoOnAsync(kind, preserve: false);
        await ReachedAsync(kind, id, "second");

        await (await ClientAsync(kind)).RaiseEventAsync(id, "Data", "new", TimeLimit);

        AssertCompleted(await EndOfAsync(kind, id), "\"new\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task SetCustomStatus_BeforeContinueAsNew_StaysUntilSetAgain(EngineKind kind)
    {
        var end = await RunAsync(kind, "Sets a status in its first generation", 0);

        AssertCompleted(end, "\"second\"");
    }

    private async Task<string> GoOnAsync(EngineKind kind, bool preserve)
    {
        var client = await ClientAsync(kind);
        var id = await StartAsync(kind, "Goes on with unread events", new Carry(0, preserve));
        await ReachedAsync(kind, id, "waiting");
        await client.RaiseEventAsync(id, "Data", "unread", TimeLimit);
        await client.RaiseEventAsync(id, "Go", null, TimeLimit);
        return id;
    }

    internal sealed record Carry(int Generation, bool Preserve);
}
