using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Hosting;

public sealed class StopAndResumeTests
{
    [Fact]
    public async Task StopAsync_RunningActivity_IsToldAndItsResultIsRecorded()
    {
        var directory = TestHost.NewDirectory();
        Functions.Reset();
        string id;
        await using (var host = await TestHost.StartAsync(typeof(Functions), directory: directory))
        {
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Calls", "Finishes", TestHost.Timeout);
            await Functions.Started.Task.WaitAsync(TestHost.Timeout);
        }

        await using var next = await TestHost.StartAsync(typeof(Functions), directory: directory);

        Assert.Equal("told to stop, and done", (await next.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, Functions.Runs);
    }

    [Fact]
    public async Task StopAsync_ActivityThatCancels_IsRunAgainByTheNextStart()
    {
        var directory = TestHost.NewDirectory();
        Functions.Reset();
        string id;
        await using (var host = await TestHost.StartAsync(typeof(Functions), directory: directory))
        {
            id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Calls", "Cancels", TestHost.Timeout);
            await Functions.Started.Task.WaitAsync(TestHost.Timeout);
        }

        await using var next = await TestHost.StartAsync(typeof(Functions), directory: directory);

        Assert.Equal("second run", (await next.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(2, Functions.Runs);
    }

    [Fact]
    public async Task StopAsync_ActivityThatDoesNotEnd_IsLeftAfterTheGraceTime()
    {
        Functions.Reset();
        await using var host = await TestHost.StartAsync(typeof(Functions), o => o.ShutdownGrace = TimeSpan.FromMilliseconds(100));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Calls", "Never", TestHost.Timeout);
        await Functions.Started.Task.WaitAsync(TestHost.Timeout);

        await host.StopAsync().WaitAsync(TestHost.TimeLimit, TestHost.Timeout);

        Assert.Contains(host.Logs.Entries, e => e.EventId == 302);
    }

    [Fact]
    public async Task StartAsync_DirectoryInUse_SaysSo()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(() =>
            TestHost.StartAsync(typeof(Functions), directory: host.DataDirectory)
        );

        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_HistoryOfALaterVersion_IsRefused()
    {
        string directory;
        await using (var host = await TestHost.StartAsync(typeof(Functions)))
        {
            directory = host.DataDirectory;
        }

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "history.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(() =>
            TestHost.StartAsync(typeof(Functions), directory: directory)
        );
        Assert.Contains("format 99", refused.Message, StringComparison.Ordinal);
    }

    internal sealed class Functions
    {
        private static int _runs;

        public static TaskCompletionSource Started { get; private set; } = new();

        public static int Runs => _runs;

        public static void Reset() => (_runs, Started) = (0, new(TaskCreationOptions.RunContinuationsAsynchronously));

        [Function("Calls")]
        public static Task<string> Calls([OrchestrationTrigger] TaskOrchestrationContext context, string activity) =>
            context.CallActivityAsync<string>(activity);

        [Function("Waits")]
        public static Task<string> Waits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            return context.WaitForExternalEvent<string>("go");
        }

        [Function("Finishes")]
        public static async Task<string> Finishes([ActivityTrigger] string? input, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _runs);
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellation.Register(told.SetResult);
            Started.TrySetResult();
            await told.Task;
            return "told to stop, and done";
        }

        [Function("Cancels")]
        public static async Task<string> Cancels([ActivityTrigger] string? input, FunctionContext context)
        {
            if (Interlocked.Increment(ref _runs) > 1)
            {
                return "second run";
            }

            Started.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return "first run";
        }

        [Function("Never")]
        public static Task Never([ActivityTrigger] string? input)
        {
            Started.TrySetResult();
            return new TaskCompletionSource().Task;
        }
    }
}
