using System.Collections.Concurrent;
using Comic2Pdf.LocalRuntime.Tests.Support;
using DurableTask.Core.Exceptions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData("OtherName")]
    [InlineData("OtherKind")]
    [InlineData("OtherOrder")]
    [InlineData("Fewer")]
    [InlineData("More")]
    public async Task Replay_CodeDecidesOtherwise_FailsAsNonDeterministic(string change)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        Functions.Changes[change] = false;
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Changes", change, TestHost.Timeout);
        await host.ReachedAsync(id, "waiting");

        Functions.Changes[change] = true;
        await host.Client.RaiseEventAsync(id, "go", cancellation: TestHost.Timeout);

        var end = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.StartsWith("Non-Deterministic workflow detected", end.SerializedOutput, StringComparison.Ordinal);
        var logged = Assert.Single(host.Logs.Entries, e => e.EventId == 201);
        Assert.IsType<NonDeterministicOrchestrationException>(logged.Exception);
    }

    [Fact]
    public async Task Replay_RandomOrderOfCalls_FailsAsNonDeterministic()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var ends = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RunAsync("Random")));

        Assert.Contains(ends, e => e.SerializedOutput!.StartsWith("Non-Deterministic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DelayFirst")]
    [InlineData("DelayAfter")]
    [InlineData("DelayInARace")]
    [InlineData("TaskRun")]
    [InlineData("TaskRunThenActivity")]
    [InlineData("ConfigureAwaitFalse")]
    [InlineData("ConfigureAwaitFalseThenActivity")]
    [InlineData("ContinueWith")]
    [InlineData("FileAccess")]
    public async Task Run_AwaitThatIsNotDurable_FailsTheInstanceAndSaysSo(string kind)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("Illegal", kind);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.StartsWith("An invalid asynchronous invocation was detected", end.SerializedOutput, StringComparison.Ordinal);
        Assert.Contains(host.Logs.Entries, e => e.EventId is 202 or 203 && e.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Run_YieldOnTheOrchestratorsThread_IsHarmless()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.RunAsync("Illegal", "Yield")).RuntimeStatus);
    }

    internal sealed class Functions
    {
        public static ConcurrentDictionary<string, bool> Changes { get; } = new(StringComparer.Ordinal);

        [Function("Changes")]
        public static async Task ChangesItself([OrchestrationTrigger] TaskOrchestrationContext context, string change)
        {
            var changed = Changes[change];
            if (!changed)
            {
                await context.CallActivityAsync("A");
                await context.CallActivityAsync("B");
            }
            else if (change == "OtherName")
            {
                await context.CallActivityAsync("A");
                await context.CallActivityAsync("C");
            }
            else if (change == "OtherKind")
            {
                await context.CallActivityAsync("A");
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            }
            else if (change == "OtherOrder")
            {
                await context.CallActivityAsync("B");
                await context.CallActivityAsync("A");
            }
            else if (change == "Fewer")
            {
                await context.CallActivityAsync("A");
            }
            else
            {
                _ = context.CallActivityAsync("A");
                await context.CallActivityAsync("B");
            }

            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("go");
        }

        [Function("Random")]
        public static async Task<string> ByChance([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            foreach (var name in Random.Shared.GetItems(["A", "B", "C"], 6))
            {
                await context.CallActivityAsync(name);
            }

            return "done";
        }

#pragma warning disable MA0147, CA2008, MA0032, MA0040, VSTHRD002 // Wrong on purpose, all of it.
        [Function("Illegal")]
        public static async Task Illegal([OrchestrationTrigger] TaskOrchestrationContext context, string kind)
        {
            switch (kind)
            {
                case "DelayFirst":
                    await Task.Delay(20);
                    break;
                case "DelayAfter":
                    await context.CallActivityAsync("A");
                    await Task.Delay(20);
                    break;
                case "DelayInARace":
                    await Task.WhenAny(Task.Delay(20), context.WaitForExternalEvent<string>("never"));
                    break;
                case "TaskRun":
                    await Task.Run(() => Task.Delay(20));
                    break;
                case "TaskRunThenActivity":
                    await Task.Run(() => Task.Delay(20));
                    await context.CallActivityAsync("A");
                    break;
                case "ConfigureAwaitFalse":
                    await context.CallActivityAsync("A").ConfigureAwait(false);
                    break;
                case "ConfigureAwaitFalseThenActivity":
                    var timer = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                    await context.CallActivityAsync("A").ConfigureAwait(false);
                    await context.CallActivityAsync("B");
                    await timer;
                    break;
                case "ContinueWith":
                    await context.CallActivityAsync("A").ContinueWith(_ => { });
                    break;
                case "FileAccess":
                    await File.WriteAllBytesAsync(Path.GetTempPath() + Guid.NewGuid(), new byte[1 << 20]);
                    break;
                case "Yield":
                    await Task.Yield();
                    await context.CallActivityAsync("A");
                    await Task.Yield();
                    break;
            }
        }
#pragma warning restore MA0147, CA2008, MA0032, MA0040, VSTHRD002

        [Function("A")]
        public static string A([ActivityTrigger] string? input) => "a";

        [Function("B")]
        public static string B([ActivityTrigger] string? input) => "b";

        [Function("C")]
        public static string C([ActivityTrigger] string? input) => "c";
    }
}
