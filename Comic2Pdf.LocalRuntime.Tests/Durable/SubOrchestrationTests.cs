using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task CallSubOrchestratorAsync_Child_KnowsItsParentAndReturnsItsResult()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("Parent", "hello", "p1");

        Assert.Equal("hello from Child of Parent p1", end.ReadOutputAs<string>());
        Assert.Equal("Child", (await host.Client.GetInstanceAsync("p1-child", TestHost.Timeout))!.Name);
    }

    [Fact]
    public async Task CallSubOrchestratorAsync_WithoutId_TakesTheSameNewOneAtEachReplay()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        await host.RunAsync("TwoChildren");

        Assert.Equal(3, await host.Client.GetAllInstancesAsync().CountAsync(TestHost.Timeout));
    }

    [Fact]
    public async Task CallSubOrchestratorAsync_ChildFails_CauseIsVisibleThroughEveryLevel()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var seen = (await host.RunAsync("Grandparent")).ReadOutputAs<string[]>()!;

        Assert.Equal(typeof(TaskFailedException).ToString(), seen[0]);
        Assert.Equal(typeof(FormatException).ToString(), seen[1]);
    }

    [Fact]
    public async Task CallSubOrchestratorAsync_UnknownName_FailsTheCall()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Contains("not an orchestrator function", (await host.RunAsync("CallsUnknown")).SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallSubOrchestratorAsync_IdIsRunning_FailsTheCall()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("p2-child"), TestHost.Timeout);

        var end = await host.RunAsync("Parent", "x", "p2");

        Assert.Contains("already exists", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TerminateInstanceAsync_OfAChild_FailsTheParentsCall()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("WaitsForChild", new StartOrchestrationOptions("p3"), TestHost.Timeout);
        await host.Client.WaitForInstanceStartAsync(id, TestHost.Timeout);
        await host.ReachedAsync("p3-child", "waiting");

        await host.Client.TerminateInstanceAsync("p3-child", "enough", TestHost.Timeout);

        var end = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("enough", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task TerminateInstanceAsync_Recursive_TakesTheChildrenAlongOnlyWhenAsked(bool recursive, OrchestrationRuntimeStatus expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("WaitsForChild", new StartOrchestrationOptions("p4"), TestHost.Timeout);
        await host.ReachedAsync("p4-child", "waiting");

        await host.Client.TerminateInstanceAsync("p4", new TerminateInstanceOptions("why", recursive), TestHost.Timeout);
        var parent = await host.EndOfAsync("p4");
        if (recursive)
        {
            await host.EndOfAsync("p4-child");
        }

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, parent.RuntimeStatus);
        Assert.Equal("\"why\"", parent.SerializedOutput);
        Assert.Equal(expected, (await host.Client.GetInstanceAsync("p4-child", TestHost.Timeout))!.RuntimeStatus);
    }

    internal sealed class Functions
    {
        [Function("Parent")]
        public static Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context, string text) =>
            context.CallSubOrchestratorAsync<string>("Child", text, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child"));

        [Function("Child")]
        public static string Child([OrchestrationTrigger] TaskOrchestrationContext context, string text) =>
            $"{text} from {context.Name} of {context.Parent!.Name} {context.Parent.InstanceId}";

        [Function("TwoChildren")]
        public static async Task TwoChildren([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallSubOrchestratorAsync<string>("Child", "a");
            await context.CallSubOrchestratorAsync<string>("Child", "b");
        }

        [Function("Grandparent")]
        public static async Task<string[]> Grandparent([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallSubOrchestratorAsync("CallsThrows");
                return [];
            }
            catch (TaskFailedException e)
            {
                return [e.FailureDetails.ErrorType, e.FailureDetails.InnerFailure!.ErrorType];
            }
        }

        [Function("CallsThrows")]
        public static Task CallsThrows([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Throws");

        [Function("CallsUnknown")]
        public static Task CallsUnknown([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallSubOrchestratorAsync("NoSuch");

        [Function("WaitsForChild")]
        public static Task WaitsForChild([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallSubOrchestratorAsync("Waits", new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child"));

        [Function("Waits")]
        public static Task Waits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEvent<string>("never");
        }

        [Function("Throws")]
        public static string Throws([ActivityTrigger] string? input) => throw new FormatException("bad");
    }
}
