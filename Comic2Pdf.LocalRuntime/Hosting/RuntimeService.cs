using Comic2Pdf.LocalRuntime.Durable;
using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.Http;
using Comic2Pdf.LocalRuntime.Triggers;
using DurableTask.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Hosting;

/// <summary>Starts and stops the runtime with its host. It is the first service to start, so it is the last to stop: HTTP is closed before.</summary>
internal sealed class RuntimeService(IServiceProvider services, LocalFunctionsHostOptions options, TimeProvider time)
    : IHostedLifecycleService
{
    private ILogger? _logger;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // What can be refused is refused before the history is opened and before anything runs.
        services.GetRequiredService<FunctionCatalog>();
        services.GetRequiredService<RouteTable>();
        services.GetRequiredService<TriggerState>().Open();
        await services.GetRequiredService<IOrchestrationService>().CreateIfNotExistsAsync();
        await services.GetRequiredService<DurableWorker>().StartAsync();
        _logger = services.GetRequiredService<ILogger>();
    }

    // Triggers wait until the rest of the application has started.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<TimerTriggers>().Start();
        services.GetRequiredService<BlobTriggers>().Start();
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "off";
        _logger!.Started(services.GetRequiredService<FunctionCatalog>().Functions.Count, address, options.DataDirectory);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_logger is null)
        {
            return;
        }

        using var grace = new CancellationTokenSource(options.ShutdownGrace, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        await Task.WhenAll(
            services.GetRequiredService<TimerTriggers>().StopAsync(deadline.Token),
            services.GetRequiredService<BlobTriggers>().StopAsync(deadline.Token),
            services.GetRequiredService<DurableWorker>().StopAsync(options.ShutdownGrace)
        );
        // Only now: until here somebody may record something. From here another process may take the directory.
        services.GetRequiredService<TriggerState>().Dispose();
        await DisposeAsync(services.GetRequiredService<IOrchestrationService>());
        _logger.Stopped();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async ValueTask DisposeAsync(IOrchestrationService history)
    {
        if (history is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
