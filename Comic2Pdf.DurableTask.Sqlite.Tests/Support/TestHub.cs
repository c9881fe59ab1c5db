using DurableTask.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests.Support;

/// <summary>A real worker and client of the framework on the provider, in a directory of its own.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly CodeManager<TaskOrchestration> _orchestrations = new();
    private readonly CodeManager<TaskActivity> _activities = new();
    private TaskHubWorker? _worker;

    public TestHub(string? directory = null, Action<SqliteOrchestrationServiceOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new SqliteOrchestrationServiceOptions { Directory = directory ?? NewDirectory() };
        configure?.Invoke(options);
        Directory = options.Directory;
        Service = new SqliteOrchestrationService(options, time ?? TimeProvider.System, Logs);
        Client = new TaskHubClient(Service, loggerFactory: NullLoggerFactory.Instance);
    }

    /// <summary>Below here is everything that this run of the tests writes; Program deletes it.</summary>
    public static string Root { get; } = Path.Combine(Path.GetTempPath(), $"c2p-sqlite-{Environment.ProcessId}");

    /// <summary>How long a single wait may take before it hangs for good; a busy machine needs more than one thinks.</summary>
    public static TimeSpan TimeLimit { get; } = TimeSpan.FromMinutes(2);

    public string Directory { get; }

    public CapturedLogs Logs { get; } = new();

    public SqliteOrchestrationService Service { get; }

    public TaskHubClient Client { get; }

    public static string NewDirectory() => System.IO.Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;

    public TestHub On(string name, Func<OrchestrationContext, string, Orchestration, Task<string?>> code)
    {
        _orchestrations.Add(name, () => new Orchestration(name, code));
        return this;
    }

    public TestHub Activity(string name, Func<string, Task<string?>> code)
    {
        _activities.Add(name, () => new Activity((_, input) => code(input)));
        return this;
    }

    public async Task<TestHub> StartAsync(Action<TaskHubWorker>? configure = null)
    {
        _worker = new TaskHubWorker(Service, _orchestrations, _activities, NullLoggerFactory.Instance)
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        configure?.Invoke(_worker);
        await _worker.StartAsync();
        return this;
    }

    public async Task StopAsync(bool forced = true)
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(forced);
            _worker.Dispose();
            _worker = null;
        }
    }

    public Task<OrchestrationInstance> CreateAsync(string name, string? id = null, object? input = null) =>
        Client.CreateOrchestrationInstanceAsync(name, "", id ?? Guid.NewGuid().ToString("N"), input);

    public async Task<OrchestrationState> EndOfAsync(string id) =>
        await Service.WaitForOrchestrationAsync(id, null, TimeLimit, CancellationToken.None) ?? throw new TimeoutException(id);

    public async Task<OrchestrationState> RunAsync(string name, string? id = null, object? input = null) =>
        await EndOfAsync((await CreateAsync(name, id, input)).InstanceId);

    /// <summary>Waits until the state of the instance is as the test wants it.</summary>
    public async Task<OrchestrationState> ReachedAsync(string id, Func<OrchestrationState, bool> reached)
    {
        while (true)
        {
            var change = Service.NextChangeAsync(id);
            if ((await Service.GetOrchestrationStateAsync(id, allExecutions: false)).FirstOrDefault() is { } state && reached(state))
            {
                return state;
            }

            await change.WaitAsync(TimeLimit);
        }
    }

    public async Task LoggedAsync(int eventId, int times = 1)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (Logs.Entries.Count(e => e.EventId == eventId) < times)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeLimit, $"{eventId} was not logged {times} times");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Service.DisposeAsync();
    }
}
