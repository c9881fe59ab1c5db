using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Makes a job, a duplicate or a refusal of a file. One at a time: hashing is as fast as the disk. The order survives a crash anywhere: claim
/// (exclusive), move into the job's folder, start; a claim without a start is taken up again by whoever made it.
/// </summary>
public sealed class IntakeService(
    IStore store, InputCheck check, Rejections rejections, DuplicateStore duplicates, JobStarter starter, ClaimStore claims, KnownJobs jobs,
    AppSettings settings, RuntimeConfigStore config, ToolVersions tools, JobIndex index, TimeProvider time, ILogger<IntakeService> logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Takes a file in.</summary>
    /// <param name="client">Starts the job.</param>
    /// <param name="name">Where the file is; it is moved from there.</param>
    /// <param name="fileName">The name that it came with.</param>
    /// <param name="nonce">Makes a new job of a file that was done before; null: the usual job.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IntakeResult> TakeAsync(DurableTaskClient client, string name, string fileName, string? nonce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await store.FindAsync(name, cancellationToken) is not { } file)
            {
                return Gone;
            }

            if (await check.CheckAsync(file, cancellationToken) is { } fault)
            {
                var rejection = await rejections.RejectAsync(file, fileName, fault.Code, fault.Detail, cancellationToken);
                index.Touch();
                return new IntakeResult(IntakeResult.Rejected, Code: rejection.Code, Detail: rejection.Detail);
            }

            return await ClaimAsync(client, file, fileName, nonce, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return Gone;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is about this file, the next ones must have their turn.
            Log.IntakeDelayed(logger, fileName, e.Message);
            return new IntakeResult(IntakeResult.Later, Detail: e.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Starts jobs that were claimed by a program that died before it could start them.</summary>
    public async Task StartOrphansAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        await _one.WaitAsync(cancellationToken);
        try
        {
            await foreach (var jobKey in store.ListFoldersAsync(DataLayout.Work, cancellationToken))
            {
                if (IsUnstarted(index.Find(jobKey)) && JobKey.IsValid(jobKey))
                {
                    await StartOrphanAsync(client, jobKey, cancellationToken);
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task StartOrphanAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken)
    {
        try
        {
            if (await claims.ReadAsync(jobKey, cancellationToken) is { } claim && (store.IsLocal || claim.Owner == await starter.OwnerAsync(client, cancellationToken))
                && await store.ExistsAsync(DataLayout.InputOf(jobKey, claim.FileName), cancellationToken)
                && (await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken) is not { } instance || IsFailed(instance)))
            {
                Log.OrphanStarted(logger, jobKey);
                await ForgetFailureAsync(jobKey, cancellationToken);
                await starter.StartAsync(client, jobKey, claim, createdAt: null, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its claim cannot be read now. The others can be started all the same; this one with the next housekeeping.
            Log.HousekeepingFault(logger, $"starting the claimed job {jobKey}", e.Message);
        }
    }

    /// <summary>Starts a failed job again with the archive that was put aside.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<string?> RetryAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        await _one.WaitAsync(cancellationToken);
        try
        {
            var profile = JobProfile.FromJson(job.Profile);
            var claim = new Claim(
                job.InputFile, job.FileHash, profile.Json, job.SizeBytes, Timestamp.Of(time.GetUtcNow()), Source: null, await starter.OwnerAsync(client, cancellationToken));
            var version = await claims.VersionAsync(job.JobKey, cancellationToken);
            if (await FindForeignAsync(job.JobKey, claim, cancellationToken) is not null || !await TryClaimAgainAsync(job.JobKey, claim, version, cancellationToken))
            {
                return "another process that shares the store has taken it up";
            }

            var input = DataLayout.InputOf(job.JobKey, job.InputFile);
            if (!await store.ExistsAsync(input, cancellationToken)
                && await store.MoveAsync(DataLayout.ErrorOf(job.JobKey, job.InputFile), input, overwrite: false, cancellationToken) == MoveResult.SourceMissing)
            {
                return "the archive is no longer in error/; drop it into in/ again";
            }

            await ForgetFailureAsync(job.JobKey, cancellationToken);
            await starter.StartAsync(client, job.JobKey, claim, job.CreatedAt, cancellationToken);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static IntakeResult BeingTaken(string jobKey) => new(IntakeResult.Later, jobKey, Detail: "another process is taking this file, or one of the same content");

    private static IntakeResult Gone => new(IntakeResult.Later, Detail: "the file is gone");

    private async Task<IntakeResult> ClaimAsync(DurableTaskClient client, StoredFile file, string fileName, string? nonce, CancellationToken cancellationToken)
    {
        string hash;
        await using (var content = await store.OpenReadAsync(file.Name, cancellationToken))
        {
            hash = await JobKey.HashAsync(content, cancellationToken);
        }

        var profile = JobProfile.Create((await config.GetAsync(cancellationToken)).DefaultOcrLang, tools, settings.Deskew, nonce);
        var jobKey = JobKey.Of(hash, profile);
        var claim = new Claim(
            fileName, hash, profile.Json, file.Length, Timestamp.Of(time.GetUtcNow()), $"{file.Name} {file.Version}", await starter.OwnerAsync(client, cancellationToken));
        var existing = await JobInstances.FindAsync(client, jobKey, cancellationToken);
        if (existing is not null && !IsFailed(existing))
        {
            return await AlreadyKnownAsync(file, jobKey, claim, JobStatusReader.ReadJob(existing), nonce, cancellationToken);
        }

        // From here on it goes to its end, also when the sender of an upload has gone: a claimed file without a job would be lost sight of.
        cancellationToken.ThrowIfCancellationRequested();
        cancellationToken = CancellationToken.None;

        if (!await claims.TryMakeAsync(jobKey, claim, cancellationToken))
        {
            var version = await claims.VersionAsync(jobKey, cancellationToken);
            if (await ResolveClaimAsync(client, file, jobKey, claim, isNew: existing is null, nonce, cancellationToken) is { } resolved)
            {
                return resolved;
            }

            // Of a void claim, or of a failed run, nothing is kept but pages that were read.
            if (!await TryClaimAgainAsync(jobKey, claim, version, cancellationToken))
            {
                return BeingTaken(jobKey);
            }
        }

        if (!await MoveInAsync(file, jobKey, fileName, cancellationToken))
        {
            return Gone;
        }

        await ForgetFailureAsync(jobKey, cancellationToken);
        await starter.StartAsync(client, jobKey, claim, createdAt: null, cancellationToken);
        Log.Accepted(logger, fileName, jobKey);
        return new IntakeResult(IntakeResult.Accepted, jobKey);
    }

    /// <summary>What becomes of a file whose job was claimed before; null: the claim is void, or of a job that failed.</summary>
    private async Task<IntakeResult?> ResolveClaimAsync(
        DurableTaskClient client, StoredFile file, string jobKey, Claim claim, bool isNew, string? nonce, CancellationToken cancellationToken)
    {
        if (await FindForeignAsync(jobKey, claim, cancellationToken) is { } foreign)
        {
            var job = await jobs.FindForeignAsync(jobKey, cancellationToken);
            return job is not null && JobStates.IsError(job.State) ? null
                : foreign.Source == claim.Source ? BeingTaken(jobKey)
                : await AlreadyKnownAsync(file, jobKey, claim, job, nonce: null, cancellationToken);
        }

        if (!isNew || await claims.ReadAsync(jobKey, cancellationToken) is not { } other)
        {
            return null;
        }

        // Another process of the same app may be at it: as long as the file that was claimed is where it was, the claim is not void.
        if (!store.IsLocal && other.Source != claim.Source && await IsThereAsync(other.Source, cancellationToken))
        {
            return BeingTaken(jobKey);
        }

        if (!await store.ExistsAsync(DataLayout.InputOf(jobKey, other.FileName), cancellationToken))
        {
            return null;
        }

        // Claimed and not started, by a crash between the two. With its archive there, the job exists; without, the claim is void.
        await starter.StartAsync(client, jobKey, other, createdAt: null, cancellationToken);
        var started = JobStatusReader.ReadJob(await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken));
        return await AlreadyKnownAsync(file, jobKey, claim, started, nonce, cancellationToken);
    }

    /// <summary>Over a claim that was found in this version. What others would take for the state of the new run goes first.</summary>
    private async Task<bool> TryClaimAgainAsync(string jobKey, Claim claim, string? version, CancellationToken cancellationToken)
    {
        if (!store.IsLocal)
        {
            await store.DeleteAsync(DataLayout.StateOf(jobKey), cancellationToken);
        }

        return await claims.TryReplaceAsync(jobKey, claim, version, cancellationToken);
    }

    /// <summary>Into the job's folder. What has the name there already is the same, byte for byte.</summary>
    private async Task<bool> MoveInAsync(StoredFile file, string jobKey, string fileName, CancellationToken cancellationToken)
    {
        var input = DataLayout.InputOf(jobKey, fileName);
        MoveResult result;
        while ((result = await store.MoveAsync(file, input, cancellationToken)) == MoveResult.TargetExists)
        {
            await store.DeleteAsync(input, cancellationToken);
        }

        if (result == MoveResult.SourceMissing && !await store.ExistsAsync(input, cancellationToken))
        {
            // Gone, or written over since it was read: no other process is to wait for this claim.
            await claims.DeleteAsync(jobKey, cancellationToken);
        }

        return result == MoveResult.Moved;
    }

    /// <summary>The claim of another app that shares the store and not the history, or null.</summary>
    private async Task<Claim?> FindForeignAsync(string jobKey, Claim ours, CancellationToken cancellationToken) =>
        !store.IsLocal && await claims.ReadAsync(jobKey, cancellationToken) is { } other && other.Owner != ours.Owner ? other : null;

    private async Task<bool> IsThereAsync(string? source, CancellationToken cancellationToken) =>
        source?.LastIndexOf(' ') is { } end and > 0 && (await store.FindAsync(source[..end], cancellationToken))?.Version == source[(end + 1)..];

    private async Task<IntakeResult> AlreadyKnownAsync(StoredFile file, string jobKey, Claim claim, JobRecord? job, string? nonce, CancellationToken cancellationToken)
    {
        // A nonce stands for one decision. Its job is there: the decision is carried out a second time, after a crash. Or it is the job's own file, which was
        // copied and not deleted yet.
        if (nonce is not null || (!store.IsLocal && (await claims.ReadAsync(jobKey, cancellationToken))?.Source == claim.Source))
        {
            await store.DeleteAsync(file, cancellationToken);
            return new IntakeResult(IntakeResult.Accepted, jobKey);
        }

        await duplicates.HoldAsync(file, jobKey, claim, job, cancellationToken);
        Log.Duplicate(logger, claim.FileName, jobKey);
        return new IntakeResult(IntakeResult.Duplicate, jobKey, Detail: "a job for the same content exists; decide in hold/duplicates or by POST /duplicates/{jobKey}");
    }

    // What error/ holds of the last run is of no use any more: the archive is the same, byte for byte, and the reason may be wrong tomorrow. After the archive
    // is in the job's folder, and before the start: should it fail, the job is taken up by housekeeping, which comes through here again.
    private Task ForgetFailureAsync(string jobKey, CancellationToken cancellationToken) => store.DeleteFolderAsync(DataLayout.ErrorOf(jobKey), cancellationToken);

    // Unknown, or failed: an archive of a failed job that is in its work folder and not in error/ was to be tried again when the program died.
    private static bool IsUnstarted(JobStatus? status) => status is null || JobStates.IsError(status.Job.State);

    // A job that failed is no reason to refuse its file: it is tried again.
    private static bool IsFailed(OrchestrationMetadata instance) =>
        instance.IsCompleted && (JobStatusReader.Read(instance) is not { } status || status.Job.State != JobStates.Done);
}
