using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Housekeeping;

/// <summary>Removes, after a start, the temporary files that a killed process has left in the folders: those of its own names that are older than this process.</summary>
public sealed class StartCleanup(IStore store, TimeProvider time, ILogger<StartCleanup> logger) : BackgroundService
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    /// <summary>Looks through all folders once.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        // A store that others share has files that they are writing; there the janitor removes what is a day old.
        if (store.Traits.IsShared)
        {
            return;
        }

        foreach (var folder in DataLayout.Folders)
        {
            await CleanAsync(folder, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, "removing temporary files of an earlier process", e.Message);
        }
    }

    private async Task CleanAsync(string folder, CancellationToken cancellationToken)
    {
        await foreach (var file in store.ListTreeAsync(folder, _ => true, cancellationToken))
        {
            if (RetentionRule.IsTemporaryName(file.FileName) && file.ModifiedAt < _start)
            {
                await store.DeleteAsync(file.Name, cancellationToken);
            }
        }
    }
}
