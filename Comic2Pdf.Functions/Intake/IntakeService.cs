using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Makes a job, a duplicate or a refusal of a file. One at a time: hashing is as fast as the disk. The order survives a crash anywhere: claim
/// (exclusive file), move into the job's folder, start; a claim without a start is taken up again.
/// </summary>
public sealed class IntakeService(
    DataLayout layout, JsonFiles files, InputCheck check, Rejections rejections, DuplicateStore duplicates, JobStarter starter,
    RuntimeConfigStore config, ToolVersions tools, JobIndex index, TimeProvider time, ILogger<IntakeService> logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Takes a file in.</summary>
    /// <param name="client">Starts the job.</param>
    /// <param name="path">The file; it is moved.</param>
    /// <param name="nonce">Makes a new job of a file that was done before; null: the usual job.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IntakeResult> TakeAsync(DurableTaskClient client, string path, string? nonce, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!File.Exists(path))
            {
                return new IntakeResult(IntakeResult.Later, Detail: "the file is gone");
            }

            if (check.Judge(path) is { } fault)
            {
                var rejection = rejections.Reject(path, fault.Code, fault.Detail, index);
                return new IntakeResult(IntakeResult.Rejected, Code: rejection.Code, Detail: rejection.Detail);
            }

            return await ClaimAsync(client, path, nonce, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is about this file, the next ones must have their turn.
            Log.IntakeDelayed(logger, Path.GetFileName(path), e.Message);
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
            foreach (var folder in Directory.EnumerateDirectories(layout.Work))
            {
                var jobKey = Path.GetFileName(folder);
                if (JobKey.IsValid(jobKey) && IsUnstarted(index.Find(jobKey)) && ReadClaim(jobKey) is { } claim && File.Exists(layout.InputOf(jobKey, claim.FileName))
                    && (await FindAsync(client, jobKey, cancellationToken) is not { } instance || IsFailed(instance)))
                {
                    Log.OrphanStarted(logger, jobKey);
                    await starter.StartAsync(client, jobKey, claim, createdAt: null, cancellationToken);
                }
            }
        }
        finally
        {
            _one.Release();
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
            var input = layout.InputOf(job.JobKey, job.InputFile);
            var buried = Path.Combine(layout.Error, job.JobKey, job.InputFile);
            if (!File.Exists(input))
            {
                if (!File.Exists(buried))
                {
                    return "the archive is no longer in error/; drop it into in/ again";
                }

                Directory.CreateDirectory(Path.GetDirectoryName(input)!);
                File.Move(buried, input);
            }

            var profile = JobProfile.FromJson(job.Profile);
            var claim = new Claim(job.InputFile, job.FileHash, profile.Json, profile.Languages, job.SizeBytes, Timestamp.Of(time.GetUtcNow()));
            files.Write(ClaimFile(job.JobKey), claim);
            await starter.StartAsync(client, job.JobKey, claim, job.CreatedAt, cancellationToken);
            ForgetFailure(job.JobKey);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static async Task<OrchestrationMetadata?> FindAsync(DurableTaskClient client, string jobKey, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(jobKey, getInputsAndOutputs: true, cancellationToken);

    private async Task<IntakeResult> ClaimAsync(DurableTaskClient client, string path, string? nonce, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var hash = await JobKey.HashFileAsync(path, cancellationToken);
        var profile = JobProfile.Create(config.Current.DefaultOcrLang, tools, nonce);
        var jobKey = JobKey.Of(hash, profile);
        var claim = new Claim(name, hash, profile.Json, profile.Languages, new FileInfo(path).Length, Timestamp.Of(time.GetUtcNow()));
        var existing = await FindAsync(client, jobKey, cancellationToken);
        if (existing is not null && !IsFailed(existing))
        {
            return nonce is null ? Hold(path, jobKey, claim, existing) : AlreadyThere(path, jobKey);
        }

        // From here on it goes to its end, also when the sender of an upload has lost patience: a claimed file without a job would be nobody's.
        cancellationToken.ThrowIfCancellationRequested();
        cancellationToken = CancellationToken.None;
        if (!TryClaim(jobKey, claim) && existing is null)
        {
            // Claimed and not started: by a crash between the two. With its archive there, the job exists; without, the claim is void.
            if (ReadClaim(jobKey) is { } other && File.Exists(layout.InputOf(jobKey, other.FileName)))
            {
                await starter.StartAsync(client, jobKey, other, createdAt: null, cancellationToken);
                return nonce is null ? Hold(path, jobKey, claim, await FindAsync(client, jobKey, cancellationToken)) : AlreadyThere(path, jobKey);
            }
        }

        // Of a void claim, or of a failed run, nothing is kept but pages that were read.
        files.Write(ClaimFile(jobKey), claim);
        var input = layout.InputOf(jobKey, name);
        Directory.CreateDirectory(Path.GetDirectoryName(input)!);
        File.Move(path, input, overwrite: true);
        await starter.StartAsync(client, jobKey, claim, createdAt: null, cancellationToken);
        ForgetFailure(jobKey);
        Log.Accepted(logger, name, jobKey);
        return new IntakeResult(IntakeResult.Accepted, jobKey);
    }

    // A nonce stands for one decision. Its job is there: the decision is carried out a second time, after a crash, and this is the copy of that time.
    private static IntakeResult AlreadyThere(string path, string jobKey)
    {
        File.Delete(path);
        return new IntakeResult(IntakeResult.Accepted, jobKey);
    }

    private IntakeResult Hold(string path, string jobKey, Claim claim, OrchestrationMetadata? existing)
    {
        duplicates.Hold(path, jobKey, claim, JobStatusReader.ReadJob(existing));
        Log.Duplicate(logger, claim.FileName, jobKey);
        return new IntakeResult(IntakeResult.Duplicate, jobKey, Detail: "a job for the same content exists; decide in hold/duplicates or by POST /duplicates/{jobKey}");
    }

    // Unknown, or failed: an archive of a failed job that is in its work folder and not in error/ was to be tried again when the program died.
    private static bool IsUnstarted(JobStatus? status) => status is null || JobStates.IsError(status.Job.State);

    // What error/ holds of the last run is of no use any more: the archive is the same, byte for byte, and the reason may be wrong tomorrow.
    private void ForgetFailure(string jobKey)
    {
        var folder = Path.Combine(layout.Error, jobKey);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A job that failed is no reason to refuse its file: it is tried again.
    private static bool IsFailed(OrchestrationMetadata instance) =>
        instance.IsCompleted && (JobStatusReader.Read(instance) is not { } status || status.Job.State != JobStates.Done);

    private string ClaimFile(string jobKey) => layout.WorkOf(jobKey, "claim");

    private Claim? ReadClaim(string jobKey) => File.Exists(ClaimFile(jobKey)) ? files.TryRead<Claim>(ClaimFile(jobKey)) : null;

    private bool TryClaim(string jobKey, Claim claim)
    {
        Directory.CreateDirectory(layout.WorkOf(jobKey));
        try
        {
            using var file = new FileStream(ClaimFile(jobKey), FileMode.CreateNew, FileAccess.Write, FileShare.None);
            JsonSerializer.Serialize(file, claim, Json.Options);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException) when (File.Exists(ClaimFile(jobKey)))
        {
            return false;
        }
    }
}
