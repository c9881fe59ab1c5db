using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Housekeeping;

/// <summary>Removes what nobody needs any more: work folders of jobs that ended long ago, temporary files that a crash left.</summary>
public sealed class Janitor(IStore store, AppSettings settings, JobIndex index, Publisher publisher, TimeProvider time, ILogger<Janitor> logger)
{
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromDays(1);

    // Nothing delivers a blob a second time after a week, the longest that queues keep a message.
    private static readonly TimeSpan DeliveryAge = TimeSpan.FromDays(30);

    /// <summary>Cleans up once.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        await foreach (var jobKey in store.ListFoldersAsync(DataLayout.Work, cancellationToken))
        {
            // Or one that a crash kept from being removed; these have temporary names.
            if ((index.Find(jobKey)?.Job is { } job && IsOld(job)) || IsOurs($"{jobKey}.tmp"))
            {
                await RemoveAsync(jobKey, cancellationToken);
            }
        }

        foreach (var folder in new[] { DataLayout.In, DataLayout.Out, DataLayout.Index })
        {
            await RemoveLeftAsync(folder, IsOurs, TemporaryAge, cancellationToken);
        }

        await RemoveLeftAsync(DataLayout.BlobMarks, _ => true, DeliveryAge, cancellationToken);
    }

    private async Task RemoveLeftAsync(string folder, Func<string, bool> isOurs, TimeSpan age, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var file in store.ListAsync(folder, cancellationToken))
            {
                if (isOurs(file.FileName) && time.GetUtcNow() - file.ModifiedAt > age)
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

    // Temporary names of this program: a point, 32 hex digits, .tmp or .part. What others leave there is theirs.
    private static bool IsOurs(string name) => name is ['.', .. { Length: > 32 } rest] && Guid.TryParseExact(rest[..32], "N", out _) && rest[32..] is ".tmp" or ".part";

    private bool IsOld(JobRecord job)
    {
        var keep = job.State == JobStates.Done || settings.KeepWorkDirDays > 0 ? settings.KeepWorkDirDays : 1;
        return JobStates.IsFinal(job.State) && time.GetUtcNow() - Timestamp.Parse(job.UpdatedAt) >= TimeSpan.FromDays(keep);
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
            Log.HousekeepingFault(logger, $"removing {store.Show(DataLayout.WorkOf(jobKey))}", e.Message);
        }
    }
}
