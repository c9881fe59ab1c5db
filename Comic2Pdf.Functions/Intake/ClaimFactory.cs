using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Computes the key of the job that a file becomes, and makes the claim for it.</summary>
public sealed class ClaimFactory(
    IStore store,
    RuntimeConfigStore config,
    ToolVersions tools,
    AppSettings settings,
    JobStarter starter,
    TimeProvider time
)
{
    /// <summary>Reads a file to its end and makes the claim that it would be taken in with.</summary>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    /// <exception cref="IOException">The file or the configuration cannot be read now.</exception>
    public async Task<(string JobKey, Claim Claim)> CreateAsync(
        DurableTaskClient client,
        StoredFile file,
        IntakeRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(request);
        var hash = await HashAsync(file, cancellationToken);
        var profile = JobProfile.Create(
            (await config.GetAsync(cancellationToken)).DefaultOcrLang,
            tools,
            settings.Deskew,
            request.Nonce,
            request.Details
        );
        var owner = await starter.OwnerAsync(client, cancellationToken);
        var folder = settings.OutLayout == OutLayout.Tree ? request.Folder : null;
        return (JobKey.Of(hash, profile), new Claim(request.FileName, hash, profile.Json, file.Length, Now, file.Source, owner, folder));
    }

    /// <summary>The claim for another run of a job whose archive is known. It has no source.</summary>
    public async Task<Claim> RenewAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var profile = JobProfile.FromJson(job.Profile);
        return new Claim(
            job.InputFile,
            job.FileHash,
            profile.Json,
            job.SizeBytes,
            Now,
            Source: null,
            await starter.OwnerAsync(client, cancellationToken),
            job.InputFolder
        );
    }

    private string Now => Timestamp.Of(time.GetUtcNow());

    private async Task<string> HashAsync(StoredFile file, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenReadAsync(file.Name, cancellationToken);
        return await JobKey.HashAsync(content, cancellationToken);
    }
}
