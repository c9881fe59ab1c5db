using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Support;

/// <summary>A real host on a directory of its own: real SQLite, real Kestrel, logs that can be asked.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly LocalFunctionsHost _host;

    private TestHost(LocalFunctionsHost host, CapturedLogs logs, string directory)
    {
        _host = host;
        Logs = logs;
        DataDirectory = directory;
    }

    public DurableTaskClient Client => _host.Client;

    public IServiceProvider Services => _host.Services;

    public CapturedLogs Logs { get; }

    public string DataDirectory { get; }

    public Uri Address => _host.Address!;

    /// <summary>Below here is everything that this run of the tests writes; Program deletes it.</summary>
    public static string Root { get; } = Path.Combine(Path.GetTempPath(), $"c2p-runtime-{Environment.ProcessId}");

    /// <summary>How long a single wait may take before it hangs for good; a busy machine needs more than one thinks.</summary>
    public static TimeSpan TimeLimit { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Between two looks at something that tells of no change.</summary>
    private static TimeSpan Look { get; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The test's own cancellation, and an end to everything that hangs.</summary>
    public static CancellationToken Timeout
    {
        get
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            source.CancelAfter(TimeSpan.FromMinutes(3));
            return source.Token;
        }
    }

    public static string NewDirectory() => Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;

    public static async Task<TestHost> StartAsync(
        Type functions,
        Action<LocalFunctionsHostOptions>? options = null,
        Action<IHostApplicationBuilder>? configure = null,
        TimeProvider? time = null,
        string? directory = null
    )
    {
        var logs = new CapturedLogs();
        var settings = new LocalFunctionsHostOptions { DataDirectory = directory ?? NewDirectory() };
        settings.FunctionTypes.Add(functions);
        settings.Http.Enabled = false;
        options?.Invoke(settings);
        var built = LocalFunctionsHost.Create(
            settings,
            builder =>
            {
                builder.Logging.AddProvider(logs);
                builder.Services.AddSingleton(time ?? TimeProvider.System);
                configure?.Invoke(builder);
            }
        );
        try
        {
            await built.StartAsync(Timeout);
        }
        catch
        {
            await built.DisposeAsync();
            throw;
        }

        return new(built, logs, settings.DataDirectory);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task StopAsync() => _host.StopAsync(Timeout);

    /// <summary>Starts an orchestration and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, string? id = null)
    {
        id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Timeout);
        return await EndOfAsync(id);
    }

    public Task<OrchestrationMetadata> EndOfAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Timeout).WaitAsync(TimeLimit, Timeout);

    /// <summary>Waits until the instance shows the custom status, which orchestrators set to say how far they are.</summary>
    public async Task ReachedAsync(string id, string status)
    {
        while (true)
        {
            var found = await Client.GetInstanceAsync(id, getInputsAndOutputs: true, Timeout);
            if (found?.ReadCustomStatusAs<string>() == status)
            {
                return;
            }

            Assert.False(
                found?.IsCompleted ?? false,
                $"{id} ended before it was '{status}': {found?.RuntimeStatus} {found?.SerializedOutput}"
            );
            await Task.Delay(Look, Timeout);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }
}
