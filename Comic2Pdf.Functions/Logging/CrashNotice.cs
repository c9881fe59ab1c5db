using Comic2Pdf.Functions.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>Says at the start that the last run did not end in order: a file in DATA_DIR/logs is there as long as the app runs.</summary>
public sealed class CrashNotice(string folder, TimeProvider time, ILogger<CrashNotice> logger) : IHostedLifecycleService
{
    private readonly string _file = Path.Combine(folder, "running");

    /// <summary>Looks for the file of the last run and makes that of this one. By now the history is open: DATA_DIR is this process's.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(_file))
            {
                Log.CrashedBefore(logger, (await File.ReadAllTextAsync(_file, cancellationToken)).Trim());
            }

            await File.WriteAllTextAsync(_file, Timestamp.Of(time.GetUtcNow()), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"writing {_file}", e.Message);
        }
    }

    /// <summary>All has stopped in order.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"removing {_file}", e.Message);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
