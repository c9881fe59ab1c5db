using DurableTask.Core.Exceptions;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Starts orchestrations of jobs, and the admission that they need.</summary>
public sealed class JobStarter(AppSettings settings, RuntimeConfigStore config, DataLayout layout, TimeProvider time)
{
    private bool _isAdmissionThere;

    /// <summary>Makes sure that the admission runs and knows the limits; cheap after the first time.</summary>
    public async Task EnsureAdmissionAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (_isAdmissionThere)
        {
            return;
        }

        if (await client.GetInstanceAsync(Names.Admission, cancellationToken) is not { IsCompleted: false })
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(Names.Admission, UnlessOpen(Names.Admission), cancellationToken);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // Somebody else was quicker.
            }
        }

        await TellLimitsAsync(client, cancellationToken);
        _isAdmissionThere = true;
    }

    /// <summary>Tells the admission the limits that count now.</summary>
    public Task TellLimitsAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var limits = new AdmissionLimits(config.Current.PrepConcurrency, config.Current.OcrConcurrency, settings.MaxJobsInFlight);
        return client.RaiseEventAsync(Names.Admission, Names.AdmissionMessage, new AdmissionMessage(AdmissionMessage.NewLimits, Limits: limits), cancellationToken);
    }

    /// <summary>Starts a job whose archive is in its work folder. One that runs already is left alone; one that is over starts anew.</summary>
    public async Task StartAsync(DurableTaskClient client, string jobKey, Claim claim, string? createdAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(claim);
        await EnsureAdmissionAsync(client, cancellationToken);
        var input = new JobInput
        {
            JobKey = jobKey,
            FileName = claim.FileName,
            FileHash = claim.FileHash,
            Profile = new JobProfile(claim.ProfileJson, claim.Languages),
            SizeBytes = claim.SizeBytes,
            WorkDir = layout.WorkOf(jobKey),
            CreatedAt = createdAt ?? Timestamp.Of(time.GetUtcNow()),
            MaxAttemptsPrep = settings.MaxAttemptsPrep,
            MaxAttemptsOcr = settings.MaxAttemptsOcr,
            RetryDelaySeconds = settings.RetryDelaySeconds,
        };
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(Names.Job, input, UnlessOpen(jobKey), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The same trigger came twice.
        }
    }

    // Said outright: some backends replace even a running instance when nothing is said.
    private static StartOrchestrationOptions UnlessOpen(string instanceId) => new StartOrchestrationOptions(instanceId)
        .WithDedupeStatuses(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
}
