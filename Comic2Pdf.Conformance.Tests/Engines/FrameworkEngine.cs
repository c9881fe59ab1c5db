using Comic2Pdf.LocalRuntime.Durable;
using DurableTask.Core;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Engines;

/// <summary>A storage provider of the Durable Task Framework under the worker and the client that the product uses.</summary>
internal sealed class FrameworkEngine : IEngine
{
    private readonly DurableWorker _worker;
    private readonly Func<ValueTask> _dispose;

    private FrameworkEngine(EngineKind kind, DurableTaskClient client, DurableWorker worker, Func<ValueTask> dispose) =>
        (Kind, Client, _worker, _dispose) = (kind, client, worker, dispose);

    public EngineKind Kind { get; }

    public DurableTaskClient Client { get; }

    public static async Task<FrameworkEngine> StartAsync<TProvider>(
        EngineKind kind, TProvider provider, FunctionSet functions, Func<ValueTask> dispose)
        where TProvider : IOrchestrationService, IOrchestrationServiceClient
    {
        await provider.CreateIfNotExistsAsync();
        var worker = new DurableWorker(provider, new()
        {
            Orchestrators = functions.FindOrchestrator,
            Activities = functions.FindActivity,
            DefaultVersion = EngineSet.DefaultVersion,
            MaximumTimerInterval = EngineSet.MaximumTimerInterval,
        });
        await worker.StartAsync();
        return new(kind, new FrameworkDurableTaskClient(provider, defaultVersion: EngineSet.DefaultVersion), worker, dispose);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync(TimeSpan.FromSeconds(5));
        await _worker.DisposeAsync();
        await _dispose();
    }
}
