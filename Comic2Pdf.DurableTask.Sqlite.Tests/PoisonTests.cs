using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

public sealed class PoisonTests
{
    [Fact]
    public async Task Abandon_TheFrameworkCanNotRunTheTurn_FailsTheInstanceAfterTenAttemptsAndOthersRun()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await new TestHub(time: time)
            .On("Bad", static (_, _, _) => Task.FromResult<string?>("x"))
            .On("Good", static (_, _, _) => Task.FromResult<string?>("good"))
            .StartAsync(static worker =>
                worker.AddOrchestrationDispatcherMiddleware(
                    static (context, next) =>
                        context.GetProperty<OrchestrationRuntimeState>().Name == "Bad" ? throw new InvalidDataException("no") : next()
                )
            );
        var instance = await hub.CreateAsync("Bad");

        await PassAttemptsAsync(hub, time, eventId: 204);

        var state = await hub.EndOfAsync(instance.InstanceId);
        Assert.Equal(
            (OrchestrationStatus.Failed, "Comic2Pdf.DurableTask.Sqlite.PoisonMessage"),
            (state.OrchestrationStatus, state.FailureDetails.ErrorType)
        );
        Assert.Contains("System.IO.InvalidDataException: no", state.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("good", (await hub.RunAsync("Good")).Output);
    }

    [Fact]
    public async Task Abandon_TheFrameworkCanNotRunTheActivity_ItFailsAfterTenAttempts()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await new TestHub(time: time)
            .On("O", static async (context, _, _) => await context.ScheduleTask<string>("A", ""))
            .Activity("A", static _ => Task.FromResult<string?>("\"x\""))
            .StartAsync(static worker => worker.AddActivityDispatcherMiddleware(static (_, _) => throw new InvalidDataException("no")));
        var instance = await hub.CreateAsync("O");

        await PassAttemptsAsync(hub, time, eventId: 303);

        var state = await hub.EndOfAsync(instance.InstanceId);
        Assert.Equal(OrchestrationStatus.Failed, state.OrchestrationStatus);
        Assert.Contains(
            "Comic2Pdf.DurableTask.Sqlite.PoisonMessage",
            (state.FailureDetails.InnerFailure ?? state.FailureDetails).ErrorType + state.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Abandon_NoErrorIsKnown_IsTriedForEver()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await new TestHub(time: time).On("O", static (_, _, _) => throw new SessionAborted()).StartAsync();
        await hub.CreateAsync("O", "a");

        await PassAttemptsAsync(hub, time, eventId: 204, attempts: 11);
        await hub.LoggedAsync(204, times: 12);

        Assert.Equal(OrchestrationStatus.Pending, (await hub.Service.GetOrchestrationStateAsync("a", null))!.OrchestrationStatus);
    }

    /// <summary>Waits for so many attempts, and after each of them until the pause before the next one is over.</summary>
    private static async Task PassAttemptsAsync(TestHub hub, FakeTimeProvider time, int eventId, int attempts = 9)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            await hub.LoggedAsync(eventId, attempt);
            time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private sealed class SessionAborted : global::DurableTask.Core.Exceptions.SessionAbortedException
    {
        public SessionAborted()
            : base("later") { }
    }
}
