using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>
/// Delivers the blobs of one path to one function: each version until the function returns, at most so many times, then it is poison:
/// logged, remembered, and left alone until it changes. A delivery that a crash or a stop interrupts does not count and comes again.
/// </summary>
internal sealed class BlobListener(
    FunctionMethod function,
    BlobPathPattern pattern,
    IBlobTriggerSource source,
    BlobReceipts receipts,
    BlobInvoker invoker,
    LocalBlobOptions options,
    TimeProvider time,
    ILogger logger,
    CancellationToken stopping
)
{
    public async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await ScanAsync())
                {
                    await Task.Delay(options.RedeliveryDelay, time, stopping);
                }
                else
                {
                    await source.WaitForChangeAsync(pattern.Container, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.BlobScanFailed(function.Name, e);
                await Task.Delay(options.RedeliveryDelay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Whether something has failed that is to be delivered again.</returns>
    private async Task<bool> ScanAsync()
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        var due = new List<(TriggerBlob Blob, Dictionary<string, object?> Data, int Attempts)>();
        await foreach (var blob in source.ListAsync(pattern.Container, pattern.Prefix, stopping))
        {
            present.Add(blob.Name);
            if (blob.IsComplete && receipts.AttemptsSoFar(blob) is { } attempts && pattern.Match(blob.Name) is { } data)
            {
                due.Add((blob, data, attempts));
            }
        }

        var failed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrent, CancellationToken = stopping };
        await Parallel.ForEachAsync(
            due,
            parallel,
            async (item, _) =>
            {
                if (!await DeliverAsync(item.Blob, item.Data, item.Attempts))
                {
                    Interlocked.Increment(ref failed);
                }
            }
        );
        await receipts.ForgetMissingAsync(present);
        return failed > 0;
    }

    /// <returns>False when the blob is to be delivered again.</returns>
    private async Task<bool> DeliverAsync(TriggerBlob blob, Dictionary<string, object?> data, int attemptsBefore)
    {
        try
        {
            await invoker.InvokeAsync(pattern, blob, data, attemptsBefore, options.MaxDeliveries, stopping);
            await receipts.RecordAsync(blob, attemptsBefore + 1, BlobState.Done, error: null);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e)
        {
            var attempts = attemptsBefore + 1;
            logger.BlobFailed(function.Name, blob.Name, attempts, options.MaxDeliveries, e);
            var isPoison = attempts >= options.MaxDeliveries;
            await receipts.RecordAsync(blob, attempts, isPoison ? BlobState.Poisoned : BlobState.Failed, e.Message);
            if (isPoison)
            {
                logger.BlobPoisoned(function.Name, blob.Name, attempts, e.Message);
            }

            return isPoison;
        }
    }
}
