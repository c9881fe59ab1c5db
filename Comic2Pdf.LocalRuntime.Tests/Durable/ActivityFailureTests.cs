using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class ActivityFailureTests
{
    [Fact]
    public async Task CallActivityAsync_ActivityThrows_IsCaughtAsTaskFailedExceptionWithDetails()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var seen = (await host.RunAsync("Catches")).ReadOutputAs<string[]>()!;

        Assert.Equal("TaskFailedException", seen[0]);
        Assert.Equal("Task 'Throws' (#0) failed with an unhandled exception: outer", seen[1]);
        Assert.Equal(typeof(OuterException).ToString(), seen[2]);
        Assert.Equal("True", seen[3]);
        Assert.Equal("True", seen[4]);
        Assert.Equal("False", seen[5]);
        Assert.Equal("inner", seen[6]);
        Assert.Contains(nameof(Functions.Throws), seen[7], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_UnhandledFailure_IsFailedWithPlainTextOutputAndWithoutFailureDetails()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("Lets");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Null(end.FailureDetails);
        Assert.Equal("Task 'Throws' (#0) failed with an unhandled exception: outer", end.SerializedOutput);
    }

    [Fact]
    public async Task CallActivityAsync_UnknownActivity_FailsOnceInSpiteOfTheRetryPolicy()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var end = await host.RunAsync("Unknown");

        Assert.Contains("doesn't exist", end.SerializedOutput, StringComparison.Ordinal);
        Assert.Contains("(#0)", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallActivityAsync_OptionsInTheInputsPlace_Fails()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Contains("Was it meant to be the options", (await host.RunAsync("Swapped")).SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallActivityAsync_WithTags_IsRefused()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Contains("not supported by the local runtime", (await host.RunAsync("Tagged")).SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ThrowsWhileAnActivityIsOpen_FailsOnlyAfterItsEnd()
    {
        var gate = Functions.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("ThrowsEarly", TestHost.Timeout);
        await host.ReachedAsync(id, "thrown");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await host.Client.GetInstanceAsync(id, TestHost.Timeout))!.RuntimeStatus);
        gate.SetResult();

        Assert.Equal("early", (await host.EndOfAsync(id)).SerializedOutput);
    }

    internal sealed class OuterException(string message, Exception inner) : Exception(message, inner);

    internal sealed class Functions
    {
        public static TaskCompletionSource Gate { get; set; } = new();

        [Function("Catches")]
        public static async Task<string[]> Catches([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync("Throws");
                return [];
            }
            catch (OuterException)
            {
                return ["caught by its own type, which the real engine never does"];
            }
            catch (TaskFailedException e)
            {
                var details = e.FailureDetails;
                return
                [
                    e.GetType().Name,
                    e.Message,
                    details.ErrorType,
                    details.IsCausedBy<OuterException>().ToString(),
                    details.IsCausedBy<Exception>().ToString(),
                    details.IsCausedBy<InvalidOperationException>().ToString(),
                    details.InnerFailure!.ErrorMessage,
                    details.StackTrace!,
                ];
            }
        }

        [Function("Lets")]
        public static Task Lets([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Throws");

        [Function("Unknown")]
        public static Task Unknown([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("NoSuch", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1))));

        [Function("Swapped")]
        public static Task Swapped([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Throws", (object)TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1))));

        [Function("Tagged")]
        public static Task Tagged([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync("Throws", null, new TaskOptions(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" }));

        [Function("ThrowsEarly")]
        public static Task ThrowsEarly([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            _ = context.CallActivityAsync("Slow");
            context.SetCustomStatus("thrown");
            throw new InvalidOperationException("early");
        }

        [Function("Throws")]
        public static string Throws([ActivityTrigger] string? input) => throw new OuterException("outer", new FormatException("inner"));

        [Function("Slow")]
        public static Task Slow([ActivityTrigger] string? input) => Gate.Task;
    }
}
