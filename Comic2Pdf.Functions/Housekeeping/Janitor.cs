using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Housekeeping;

/// <summary>Removes what is no longer needed: work folders of jobs that ended long ago, temporary files that a crash left.</summary>
public sealed class Janitor(
    IStore store,
    JsonFiles files,
    AppSettings settings,
    JobIndex index,
    Publisher publisher,
    TimeProvider time,
    ILogger<Janitor> logger
)
{
    /// <summary>Cleans up once. A folder that cannot be removed is logged and tried again the next time.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        await foreach (var jobKey in store.ListFoldersAsync(DataLayout.Work, cancellationToken))
        {
            // Or one that a crash kept from being removed; these have temporary names.
            if (
                RetentionRule.IsTemporaryName($"{jobKey}.tmp")
                || (
                    await FindAsync(jobKey, cancellationToken) is { } job
                    && RetentionRule.IsWorkExpired(job, settings.KeepWorkDirDays, time.GetUtcNow())
                )
            )
            {
                await RemoveAsync(jobKey, cancellationToken);
            }
        }

        foreach (var folder in new[] { DataLayout.In, DataLayout.Out, DataLayout.Index })
        {
            await RemoveLeftAsync(folder, RetentionRule.IsTemporaryName, RetentionRule.TemporaryAge, cancellationToken);
        }

        await RemoveLeftAsync(DataLayout.OutboxDone, _ => true, RetentionRule.NoticeAge, cancellationToken);
        await RemoveLeftAsync(DataLayout.BlobMarks, _ => true, RetentionRule.DeliveryMarkAge, cancellationToken);
    }

    // After a lost history the folder itself knows its job best. Others may use a shared store too: what is not in this list may be in theirs.
    private async Task<JobRecord?> FindAsync(string jobKey, CancellationToken cancellationToken)
    {
        var known = index.Find(jobKey)?.Job;
        if (known is not null || store.Traits.IsShared || !index.IsLoaded)
        {
            return known;
        }

        try
        {
            return (await files.ReadAsync<JobRecord>(DataLayout.StateOf(jobKey), cancellationToken)).Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"reading {store.DisplayName(DataLayout.StateOf(jobKey))}", e.Message);
            return null;
        }
    }

    private async Task RemoveLeftAsync(string folder, Func<string, bool> isLeft, TimeSpan age, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var file in store.ListTreeAsync(folder, _ => true, cancellationToken))
            {
                if (isLeft(file.FileName) && time.GetUtcNow() - file.ModifiedAt > age)
                {
                    await store.DeleteAsync(file.Name, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"removing temporary files of {folder}", e.Message);
        }
    }

    private async Task RemoveAsync(string jobKey, CancellationToken cancellationToken)
    {
        try
        {
            await publisher.RemoveWorkAsync(jobKey, cancellationToken);
            Log.WorkRemoved(logger, jobKey);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, $"removing {store.DisplayName(DataLayout.WorkOf(jobKey))}", e.Message);
        }
    }
}
