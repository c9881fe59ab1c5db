using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Forgets a finished job: its history, its work folder, what error/ has of it. An archive without a PDF may be the only one there is: it stays, in error/ beside a
/// reason, as a file that was refused.
/// </summary>
public sealed class ForgetJob(IntakeLock intakeLock, IStore store, JobIndex index, Rejections rejections, BookShelf shelf)
{
    /// <summary>The reason of an archive whose job was deleted and that had not failed with one.</summary>
    private static readonly JobError Deleted = new(RejectionCode.JobDeleted, "its job was deleted before there was a PDF");

    /// <summary>Forgets the job; doing it again after a fault in its middle completes it.</summary>
    /// <param name="client">The history.</param>
    /// <param name="jobKey">The job; its orchestration has ended.</param>
    /// <param name="job">What is known of it, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">The store cannot be used now.</exception>
    public Task RunAsync(DurableTaskClient client, string jobKey, JobRecord? job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return intakeLock.RunAsync(
            async () =>
            {
                await KeepArchivesAsync(jobKey, job, cancellationToken);
                await client.PurgeInstanceAsync(jobKey, cancellationToken);

                // First out of the list: housekeeping writes the files of jobs that it knows.
                index.Remove(jobKey);
                await shelf.RemoveAsync(jobKey, cancellationToken);
                await store.DeleteFolderAsync(DataLayout.WorkOf(jobKey), cancellationToken);
                await store.DeleteFolderAsync(DataLayout.ErrorOf(jobKey), cancellationToken);
                await store.DeleteFolderAsync(DataLayout.InputsOf(jobKey), cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    private async Task KeepArchivesAsync(string jobKey, JobRecord? job, CancellationToken cancellationToken)
    {
        var error = job?.Error ?? Deleted;
        foreach (var folder in new[] { DataLayout.ErrorOf(jobKey), DataLayout.InputsOf(jobKey), DataLayout.OldInputsOf(jobKey) })
        {
            foreach (var file in await store.ListAsync(folder, cancellationToken).ToListAsync(cancellationToken))
            {
                if (file.Name != DataLayout.ErrorOf(jobKey, DataLayout.StateFile))
                {
                    await rejections.KeepAsync(file, job, error, cancellationToken);
                }
            }
        }
    }
}
