using DurableTask.Core;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>
/// Runs orchestrations and activities of Microsoft.DurableTask on the Durable Task Framework, over any of its storage providers.
/// It replays as the Functions worker does, because it is the same code. One worker is started once and stopped once.
/// </summary>
public sealed class DurableWorker : IAsyncDisposable
{
    private readonly TrackedOrchestrationService _service;
    private readonly TaskHubWorker _worker;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="service">The storage provider. Its task hub exists already.</param>
    /// <param name="options">What to run.</param>
    /// <param name="loggers">Default: nothing is logged.</param>
    /// <param name="time">The clock of the stop. The framework's timers have their own.</param>
    public DurableWorker(
        IOrchestrationService service,
        DurableWorkerOptions options,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        loggers ??= NullLoggerFactory.Instance;
        _logger = loggers.CreateLogger<DurableWorker>();
        _time = time ?? TimeProvider.System;
        _service = new(service);
        var shims = new DurableTaskShimFactory(
            new DurableTaskWorkerOptions
            {
                DataConverter = options.DataConverter,
                MaximumTimerInterval = options.MaximumTimerInterval,
                Versioning = new() { DefaultVersion = options.Versioning.Version },
            },
            loggers
        );
        _worker = new(
            _service,
            new OrchestrationObjects(options, shims),
            new ActivityObjects(options, shims, _logger, _stopping.Token),
            options.Versioning,
            loggers
        )
        {
            ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
        };
        _worker.AddOrchestrationDispatcherMiddleware(OrchestrationMiddleware.RunAsync);
        _worker.AddActivityDispatcherMiddleware(ActivityMiddleware.RunAsync);
    }

    /// <summary>Cancelled when the stop begins: activities that end with an <see cref="OperationCanceledException"/> from then on are run again by the next start.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts the storage provider and takes up all open work.</summary>
    public Task StartAsync() => _worker.StartAsync();

    /// <summary>
    /// Takes no new work, signals <see cref="Stopping"/>, waits for what runs, and stops the storage provider. Activities that have not ended when
    /// <paramref name="grace"/> is over are given back: their results are not recorded, the next start runs them again.
    /// </summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _stopping.CancelAsync();
        if (!await _service.CloseAsync(grace, _time))
        {
            _logger.ActivitiesAbandoned();
        }

        await _service.AbandonAsync();
        if (_worker.TaskActivityDispatcher is { } activities && _worker.TaskOrchestrationDispatcher is { } orchestrations)
        {
            // Forced, because all is awaited above: otherwise each looks once a second, for 8 seconds at most.
            await activities.StopAsync(forced: true);
            await orchestrations.StopAsync(forced: true);
            await _worker.StopAsync(isForced: false);
        }
    }

    /// <summary>Frees what the worker holds; it does not stop it.</summary>
    public ValueTask DisposeAsync()
    {
        _worker.Dispose();
        _service.Dispose();
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }
}
