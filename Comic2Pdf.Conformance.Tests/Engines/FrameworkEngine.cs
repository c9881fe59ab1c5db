using Comic2Pdf.LocalRuntime.Durable;
using DurableTask.Core;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Engines;

/// <summary>A storage provider of the Durable Task Framework under the worker and the client that the product uses.</summary>
internal sealed class FrameworkEngine : IEngine
{
    private readonly DurableWorker _worker;
    private readonly Func<ValueTask> _dispose;

    private FrameworkEngine(EngineKind kind, IOrchestrationServiceClient provider, DurableWorker worker, Func<ValueTask> dispose)
    {
        (Kind, Provider, _worker, _dispose) = (kind, provider, worker, dispose);
        Client = new FrameworkDurableTaskClient(provider, defaultVersion: EngineSet.DefaultVersion);
    }

    public EngineKind Kind { get; }

    public DurableTaskClient Client { get; }

    /// <summary>What is below the client.</summary>
    public IOrchestrationServiceClient Provider { get; }

    public static async Task<FrameworkEngine> StartAsync<TProvider>(
        EngineKind kind,
        TProvider provider,
        FunctionSet functions,
        Func<ValueTask> dispose
    )
        where TProvider : IOrchestrationService, IOrchestrationServiceClient
    {
        await provider.CreateIfNotExistsAsync();
        var worker = new DurableWorker(
            provider,
            new()
            {
                Orchestrators = functions.FindOrchestrator,
                Activities = functions.FindActivity,
                Versioning = new() { Version = EngineSet.DefaultVersion },
                MaximumTimerInterval = EngineSet.MaximumTimerInterval,
            }
        );
        await worker.StartAsync();
        return new(kind, provider, worker, dispose);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(TimeSpan.FromSeconds(5));
        await _worker.DisposeAsync();
        await _dispose();
    }
}
