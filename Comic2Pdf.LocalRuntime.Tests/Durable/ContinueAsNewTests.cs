using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Durable;

public sealed class ContinueAsNewTests
{
    [Theory]
    [InlineData(true, "kept")]
    [InlineData(false, "later")]
    public async Task ContinueAsNew_EventThatNobodyHasWaitedFor_IsKeptWhenAsked(bool preserve, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Keeps", new Round(0, preserve), TestHost.Timeout);
        await host.ReachedAsync(id, "first");
        await host.Client.RaiseEventAsync(id, "data", "kept", TestHost.Timeout);
        await host.Client.RaiseEventAsync(id, "go", cancellation: TestHost.Timeout);
        await host.ReachedAsync(id, "second");

        await host.Client.RaiseEventAsync(id, "data", "later", TestHost.Timeout);
        await host.Client.RaiseEventAsync(id, "finish", cancellation: TestHost.Timeout);

        Assert.Equal(expected, (await host.EndOfAsync(id)).ReadOutputAs<string>());
    }

    internal sealed record Round(int Number, bool Preserve);

    internal sealed class Functions
    {
        [Function("Counts")]
        public static async Task<int> Counts([OrchestrationTrigger] TaskOrchestrationContext context, int n)
        {
            await context.CallActivityAsync("Nothing");
            if (n < 20)
            {
                context.ContinueAsNew(n + 1);
            }

            return n;
        }

        [Function("Keeps")]
        public static async Task<string> Keeps([OrchestrationTrigger] TaskOrchestrationContext context, Round round)
        {
            if (round.Number == 0)
            {
                context.SetCustomStatus("first");
                await context.WaitForExternalEvent<string>("go");
                context.ContinueAsNew(round with { Number = 1 }, round.Preserve);
                return "";
            }

            context.SetCustomStatus("second");
            await context.WaitForExternalEvent<string>("finish");
            return await context.WaitForExternalEvent<string>("data");
        }

        [Function("Nothing")]
        public static void Nothing([ActivityTrigger] string? input)
        {
            // Nothing.
        }
    }
}
