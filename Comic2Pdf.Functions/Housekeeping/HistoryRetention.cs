using System.Text.Json;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Housekeeping;

/// <summary>
/// Keeps the history from growing for ever: a job that ended HISTORY_DAYS ago leaves the history and the lists. Its PDF and its archive stay, and a line about it
/// in index/history.jsonl: the job as GET /jobs/{jobKey} showed it last.
/// </summary>
public sealed class HistoryRetention(
    AppSettings settings,
    IStore store,
    JobIndex index,
    Publisher publisher,
    BookShelf shelf,
    TimeProvider time,
    ILogger<HistoryRetention> logger
)
{
    // So that a first run over years of jobs does not keep housekeeping busy for hours.
    private const int JobsAtOnce = 1000;

    /// <summary>Removes what is too old, the oldest first.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (settings.HistoryDays == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        var old = index
            .All.Select(s => s.Job)
            .Where(j => RetentionRule.IsHistoryExpired(j, settings.HistoryDays, now))
            .OrderBy(j => j.UpdatedAt, StringComparer.Ordinal)
            .Take(JobsAtOnce)
            .ToList();
        var removed = 0;
        foreach (var job in old)
        {
            removed += await TryRemoveAsync(client, job, cancellationToken) ? 1 : 0;
        }

        if (removed > 0)
        {
            Log.HistoryRemoved(logger, removed, settings.HistoryDays);
        }
    }

    private async Task<bool> TryRemoveAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(job.JobKey, getInputsAndOutputs: false, cancellationToken) is { IsCompleted: false })
        {
            // An operator has started it again; the index will know in a moment.
            return false;
        }

        try
        {
            // What can fail again and again first, then the line, then the job: after a crash before the last step the line is there twice, which is better than not at all.
            await publisher.RemoveWorkAsync(job.JobKey, cancellationToken);
            await shelf.RemoveAsync(job.JobKey, cancellationToken);
            await store.AppendAsync(DataLayout.HistoryLog, JsonSerializer.Serialize(job, Json.Line) + "\n", cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The others can go all the same.
            Log.HousekeepingFault(logger, $"removing job {job.JobKey} from the history", e.Message);
            return false;
        }

        await client.PurgeInstanceAsync(job.JobKey, cancellation: cancellationToken);
        index.Remove(job.JobKey);
        return true;
    }
}
