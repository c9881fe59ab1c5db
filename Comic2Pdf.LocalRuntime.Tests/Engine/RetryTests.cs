using Comic2Pdf.LocalRuntime.Engine;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Engine;

public sealed class RetryTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task CallActivityAsync_Policy_WaitsWithBackoffUpToTheLimitAndCountsTheFirstAttempt()
    {
        var attempts = Functions.Attempts = new();
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time, configure: b => b.Services.AddSingleton<TimeProvider>(time));

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Policy", TestHost.Timeout);
        await AdvanceThroughAsync(host, id);

        var end = await host.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal([0, 10, 30, 55, 80], attempts.ReadAllSeconds(time.Start));
    }

    [Fact]
    public async Task CallActivityAsync_RetryTimeout_StopsBeforeTheAttemptsAreUsedUp()
    {
        var attempts = Functions.Attempts = new();
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Timeout", TestHost.Timeout);
        await AdvanceThroughAsync(host, id);

        await host.EndOfAsync(id);
        Assert.Equal([0, 10, 20, 30], attempts.ReadAllSeconds(time.Start));
    }

    [Fact]
    public async Task CallActivityAsync_HandleFailureRefuses_IsNotRetried()
    {
        var attempts = Functions.Attempts = new();
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);

        await host.RunAsync("Picky");

        Assert.Equal([0], attempts.ReadAllSeconds(time.Start));
    }

    [Fact]
    public async Task CallActivityAsync_RetryHandler_DecidesAndMayWaitDurably()
    {
        var attempts = Functions.Attempts = new();
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Handler", TestHost.Timeout);
        await AdvanceThroughAsync(host, id);

        Assert.Equal("gave up after 3: FormatException", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal([0, 7, 14], attempts.ReadAllSeconds(time.Start));
    }

    [Fact]
    public async Task CallSubOrchestratorAsync_Policy_RetriesUnderTheSameInstanceId()
    {
        var attempts = Functions.Attempts = new();
        await using var host = await TestHost.StartAsync(typeof(Functions), time: time);

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", TestHost.Timeout);
        await AdvanceThroughAsync(host, id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndOfAsync(id)).RuntimeStatus);
        Assert.Equal([0, 10], attempts.ReadAllSeconds(time.Start));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.Client.GetInstanceAsync("the-child", TestHost.Timeout))!.RuntimeStatus);
    }

    /// <summary>Moves the clock to each timer that the orchestration sets, and never beyond it.</summary>
    private async Task AdvanceThroughAsync(TestHost host, string id)
    {
        var engine = host.Get<OrchestrationEngine>();
        var end = host.EndOfAsync(id);
        while (!end.IsCompleted)
        {
            if (engine.TimersInMemory > 0)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }
    }

    internal sealed class AttemptLog
    {
        private readonly List<DateTimeOffset> times = [];

        public void Add(DateTimeOffset at)
        {
            lock (times)
            {
                times.Add(at);
            }
        }

        public double[] ReadAllSeconds(DateTimeOffset start) => [.. times.Select(t => (t - start).TotalSeconds)];
    }

    internal sealed class Functions(TimeProvider time)
    {
        public static AttemptLog Attempts { get; set; } = new();

        [Function("Policy")]
        public static Task Policy([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            "Fails", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(10), 2.0, TimeSpan.FromSeconds(25))));

        [Function("Timeout")]
        public static Task Timeout([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            "Fails", TaskOptions.FromRetryPolicy(new RetryPolicy(100, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(30))));

        [Function("Picky")]
        public static Task Picky([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(
            "Fails",
            TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1)) { HandleFailure = details => !details.IsCausedBy<FormatException>() }));

        [Function("Handler")]
        public static async Task<string> Handler([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            AsyncRetryHandler handler = async retry =>
            {
                if (retry.LastAttemptNumber == 3)
                {
                    context.SetCustomStatus($"{retry.LastFailure.ErrorType} after {retry.TotalRetryTime.TotalSeconds}");
                    return false;
                }

                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(7), CancellationToken.None);
                return true;
            };
            try
            {
                await context.CallActivityAsync("Fails", TaskOptions.FromRetryHandler(handler));
                return "no failure";
            }
            catch (TaskFailedException e)
            {
                return $"gave up after 3: {e.FailureDetails.ErrorType.Split('.')[^1]}";
            }
        }

        [Function("Parent")]
        public static Task Parent([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallSubOrchestratorAsync(
            "Child", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(10))).WithInstanceId("the-child"));

        [Function("Child")]
        public static Task Child([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Fails");

        [Function("Fails")]
        public string Fails([ActivityTrigger] string? input)
        {
            Attempts.Add(time.GetUtcNow());
            throw new FormatException("no");
        }
    }
}
