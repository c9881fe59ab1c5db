using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>Runs one listener for each blob function.</summary>
internal sealed class BlobTriggers(
    FunctionCatalog functions,
    TriggerState state,
    DurableTaskClient client,
    IServiceScopeFactory scopes,
    IConfiguration configuration,
    LocalFunctionsHostOptions host,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task[] _loops = [];

    /// <exception cref="InvalidOperationException">There are blob functions and no source.</exception>
    /// <exception cref="FormatException">A path can not be read.</exception>
    public void Start() =>
        _loops = [
            .. functions
                .With<BlobTriggerAttribute>()
                .Where(IsServed)
                .Select(f => Listener(f.Function, f.Trigger))
                .ToList()
                .Select(l => Task.Run(l.RunAsync)),
        ];

    public async Task StopAsync(CancellationToken timeLimit)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops).WaitAsync(timeLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        (host.Blobs.Source as IDisposable)?.Dispose();
    }

    private bool IsServed((FunctionMethod Function, BlobTriggerAttribute Trigger) blob)
    {
        if (configuration.IsDisabled(blob.Function.Name))
        {
            return false;
        }

        // There is no Event Grid on one machine. Said, and not refused: such a function has a twin that looks for itself, or it could run nowhere but in Azure.
        if (blob.Trigger.Source == BlobTriggerSource.EventGrid)
        {
            logger.BlobEventsMissing(blob.Function.Name);
            return false;
        }

        return true;
    }

    private BlobListener Listener(FunctionMethod function, BlobTriggerAttribute trigger) =>
        new(
            function,
            BlobPathPattern.Parse(SettingExpressions.Resolve(trigger.BlobPath, configuration)),
            host.Blobs.Source
                ?? throw new InvalidOperationException(
                    $"The function '{function.Name}' has a blob trigger, but the host has no blob source."
                ),
            new BlobReceipts(function.Name, state, time),
            new BlobInvoker(function, host.Blobs.Source!, scopes, client),
            host.Blobs,
            time,
            logger,
            _stopping.Token
        );
}
