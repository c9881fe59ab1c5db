using System.Globalization;
using Comic2Pdf.Conformance.Tests.Engines;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Scenarios;

/// <summary>Starting an id that has an instance already, in every state of that instance.</summary>
public sealed class StartTests(EngineSet engines) : ScenarioTests(engines)
{
    private static readonly OrchestrationRuntimeStatus[] Open =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    private static readonly OrchestrationRuntimeStatus[] Finished =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    // The reference does not know StartAt, and so nothing there stays pending.
    public static IEnumerable<TheoryDataRow<EngineKind, OrchestrationRuntimeStatus>> AllInEveryState { get; } =
    [
        .. InStates(Ours, [OrchestrationRuntimeStatus.Pending]),
        .. InStates(All, [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, .. Finished]),
    ];

    public static IEnumerable<TheoryDataRow<EngineKind, OrchestrationRuntimeStatus>> OursOpen { get; } = InStates(Ours, Open);

    public static IEnumerable<TheoryDataRow<EngineKind, OrchestrationRuntimeStatus>> AllFinished { get; } = InStates(All, Finished);

    [Theory, MemberData(nameof(AllInEveryState))]
    public async Task ScheduleNew_OfAnIdInADedupeStatus_Throws(EngineKind kind, OrchestrationRuntimeStatus state)
    {
        var id = await InStateAsync(kind, state);

        var options = new StartOrchestrationOptions(id).WithDedupeStatuses([.. Open, .. Finished]);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync(kind, "Calls Echo", "second", options));

        Assert.Equal(state, (await (await ClientAsync(kind)).GetInstanceAsync(id, TimeLimit))!.RuntimeStatus);
    }

    // The reference replaces whatever there is unless it is told otherwise.
    [Theory, MemberData(nameof(OursOpen))]
    public async Task ScheduleNew_OfAnOpenId_ThrowsByDefault(EngineKind kind, OrchestrationRuntimeStatus state)
    {
        var id = await InStateAsync(kind, state);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync(kind, "Calls Echo", "second", new(id)));
    }

    [Theory, MemberData(nameof(AllFinished))]
    public async Task ScheduleNew_OfAFinishedId_ReplacesIt(EngineKind kind, OrchestrationRuntimeStatus state)
    {
        var id = await InStateAsync(kind, state);

        var end = await RunAsync(kind, "Calls Echo", "second", new StartOrchestrationOptions(id).WithDedupeStatuses(Open));

        AssertCompleted(end, "\"second\"");
        Assert.Equal("\"second\"", end.SerializedInput);
        Assert.Equal("Calls Echo", end.Name);
    }

    // The reference mixes the histories of the two and loses the second one.
    [Theory, MemberData(nameof(OursOpen))]
    public async Task ScheduleNew_OfAnOpenIdOutsideTheDedupeStatuses_ReplacesIt(EngineKind kind, OrchestrationRuntimeStatus state)
    {
        var id = await InStateAsync(kind, state);

        await StartAsync(kind, "Calls Echo", "second", new StartOrchestrationOptions(id).WithDedupeStatuses());

        var end = await ReachedAsync(kind, id, m => m.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        AssertCompleted(end, "\"second\"");
    }

    [Theory, MemberData(nameof(Ours))]
    public async Task ScheduleNew_ManyTimesAtOnce_RunsOne(EngineKind kind)
    {
        var options = new StartOrchestrationOptions($"once-{Guid.NewGuid():N}").WithDedupeStatuses([.. Open, .. Finished]);

        var winners = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async i =>
                {
                    try
                    {
                        await StartAsync(kind, "Calls Echo", $"{i}", options);
                        return i;
                    }
                    catch (OrchestrationAlreadyExistsException)
                    {
                        return -1;
                    }
                })
        );

        // Azure Storage runs one of them too, but tells the others that they have started as well: who must know takes a claim first.
        var end = await EndOfAsync(kind, options.InstanceId!);
        Assert.True(kind == EngineKind.AzureStorage || winners.Count(i => i >= 0) == 1);
        Assert.Contains(int.Parse(end.ReadOutputAs<string>()!, CultureInfo.InvariantCulture), winners);
    }

    [Theory, MemberData(nameof(Ours))]
    public async Task Restart_OfAFinishedInstance_RunsItsInputAgain(EngineKind kind)
    {
        var client = await ClientAsync(kind);
        var id = await InStateAsync(kind, OrchestrationRuntimeStatus.Completed);
        var before = (await client.GetInstanceAsync(id, TimeLimit))!.CreatedAt;

        Assert.Equal(id, await client.RestartAsync(id, restartWithNewInstanceId: false, TimeLimit));
        var again = await ReachedAsync(kind, id, m => m.IsCompleted && m.CreatedAt > before);
        var copy = await client.RestartAsync(id, restartWithNewInstanceId: true, TimeLimit);

        AssertCompleted(again, "\"first\"");
        AssertCompleted(await EndOfAsync(kind, copy), "\"first\"");
        await Assert.ThrowsAsync<ArgumentException>(() => client.RestartAsync("missing", restartWithNewInstanceId: false, TimeLimit));
    }

    // The reference does not know StartAt and starts at once.
    [Theory, MemberData(nameof(Ours))]
    public async Task ScheduleNew_WithAStartTime_StartsNotBefore(EngineKind kind)
    {
        var at = TimeProvider.System.GetUtcNow().AddSeconds(3);

        var end = await RunAsync(kind, "Tells when it started", options: new(StartAt: at));

        // Azure Storage delays its messages by whole seconds.
        Assert.InRange(
            end.ReadOutputAs<DateTime>(),
            at.UtcDateTime.AddSeconds(kind == EngineKind.AzureStorage ? -1 : 0),
            DateTime.MaxValue
        );
    }

    [Theory, MemberData(nameof(Ours))]
    public async Task ScheduleNew_WithTags_KeepsThem(EngineKind kind)
    {
        var options = new StartOrchestrationOptions
        {
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["color"] = "blue" },
        };

        var end = await RunAsync(kind, "Calls Echo", "x", options);

        Assert.Equal("blue", end.Tags["color"]);
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    public async Task ScheduleNew_WithAnIdThatIsNotAllowed_Throws(string id)
    {
        foreach (var kind in (EngineKind[])[EngineKind.Sqlite, EngineKind.AzureStorage])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(kind, "Calls Echo", "x", new(id)));
        }
    }

    internal static void Register(FunctionSet functions) =>
        functions.Orchestrator<object?, DateTime>("Tells when it started", (context, _) => Task.FromResult(context.CurrentUtcDateTime));

    private static IEnumerable<TheoryDataRow<EngineKind, OrchestrationRuntimeStatus>> InStates(
        IEnumerable<TheoryDataRow<EngineKind>> engines,
        OrchestrationRuntimeStatus[] states
    ) =>
        [
            .. engines.SelectMany(engine =>
                states.Select(state => new TheoryDataRow<EngineKind, OrchestrationRuntimeStatus>(engine.Data, state)
                {
                    Traits = engine.Traits,
                })
            ),
        ];

    private async Task<string> InStateAsync(EngineKind kind, OrchestrationRuntimeStatus state)
    {
        var client = await ClientAsync(kind);
        if (state == OrchestrationRuntimeStatus.Completed)
        {
            return (await RunAsync(kind, "Calls Echo", "first")).InstanceId;
        }

        if (state == OrchestrationRuntimeStatus.Failed)
        {
            return (await RunAsync(kind, "Throws", "first")).InstanceId;
        }

        if (state == OrchestrationRuntimeStatus.Pending)
        {
            return await StartAsync(kind, "Calls Echo", "first", new(StartAt: TimeProvider.System.GetUtcNow().AddHours(1)));
        }

        var id = await StartAsync(kind, "Waits for Data");
        await ReachedAsync(kind, id, "waiting");
        if (state == OrchestrationRuntimeStatus.Suspended)
        {
            await client.SuspendInstanceAsync(id, TimeLimit);
        }
        else if (state == OrchestrationRuntimeStatus.Terminated)
        {
            await client.TerminateInstanceAsync(id, TimeLimit);
        }

        await ReachedAsync(kind, id, m => m.RuntimeStatus == state);
        return id;
    }
}
