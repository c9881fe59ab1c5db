using System.Text.Json;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Functions.Telemetry;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Starts orchestrations of jobs, and the admission that they need.</summary>
public sealed class JobStarter(AppSettings settings, RuntimeConfigStore config, IStore store, TimeProvider time)
{
    // As many as a machine's updates in one night may take.
    private const int FreeRestarts = 3;

    private string? _owner;
    private bool _knowsLimits;

    /// <summary>A name for the history that jobs are started in: another one than that of any other history. It lives in the admission's state.</summary>
    public async Task<string> OwnerAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await EnsureAdmissionAsync(client, cancellationToken);
        return _owner!;
    }

    /// <summary>Makes sure that the admission runs and knows the limits; costs nothing after the first time.</summary>
    public Task EnsureAdmissionAsync(DurableTaskClient client, CancellationToken cancellationToken) =>
        !_knowsLimits ? CheckAdmissionAsync(client, cancellationToken) : Task.CompletedTask;

    /// <summary>Checks that the admission runs, and starts it again when it was ended from outside.</summary>
    public async Task CheckAdmissionAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var instance = await FindAsync(client, cancellationToken);
        if (instance is { IsCompleted: false } && _knowsLimits)
        {
            return;
        }

        if (instance is not { IsCompleted: false })
        {
            _knowsLimits = false;
            // Anew, and not from where the last one was: slots that it gave are asked for again.
            try
            {
                var state = new AdmissionState { Owner = OwnerIn(instance) ?? Guid.NewGuid().ToString("N") };
                await client.ScheduleNewOrchestrationInstanceAsync(Names.Admission, state, UnlessOpen(Names.Admission), cancellationToken);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // Another process was quicker.
            }

            instance = await FindAsync(client, cancellationToken);
        }

        await SendLimitsAsync(client, await config.GetAsync(cancellationToken), cancellationToken);
        _owner = OwnerIn(instance) ?? string.Empty;
        _knowsLimits = true;
    }

    /// <summary>Sends the admission the limits that count from now on.</summary>
    public Task SendLimitsAsync(DurableTaskClient client, RuntimeConfig now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(now);
        var limits = new AdmissionLimits(now.PrepConcurrency, now.OcrConcurrency, settings.MaxJobsInFlight);
        return client.RaiseEventAsync(
            Names.Admission,
            Names.AdmissionMessage,
            new AdmissionMessage(AdmissionMessage.NewLimits, Limits: limits),
            cancellationToken
        );
    }

    /// <summary>Starts a job whose archive is in its work folder. One that runs already is left alone; one that is over starts anew.</summary>
    public async Task StartAsync(
        DurableTaskClient client,
        string jobKey,
        Claim claim,
        string? createdAt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(claim);
        using var span = Spans.Start(jobKey);
        await EnsureAdmissionAsync(client, cancellationToken);
        var input = new JobInput
        {
            JobKey = jobKey,
            FileName = claim.FileName,
            Folder = claim.Folder,
            FileHash = claim.FileHash,
            Profile = claim.Profile,
            SizeBytes = claim.SizeBytes,
            WorkDir = store.DisplayName(DataLayout.WorkOf(jobKey)),
            CreatedAt = createdAt ?? Timestamp.Of(time.GetUtcNow()),
            MaxAttemptsPrep = settings.MaxAttemptsPrep,
            MaxAttemptsOcr = settings.MaxAttemptsOcr,
            RetryDelaySeconds = settings.RetryDelaySeconds,
            FreeRestarts = FreeRestarts,
            TraceParent = span?.Id,
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

    // Explicit: some backends replace even a running instance when no dedupe statuses are given.
    private static StartOrchestrationOptions UnlessOpen(string instanceId) =>
        new StartOrchestrationOptions(instanceId).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending,
            OrchestrationRuntimeStatus.Running,
            OrchestrationRuntimeStatus.Suspended
        );

    private static Task<OrchestrationMetadata?> FindAsync(DurableTaskClient client, CancellationToken cancellationToken) =>
        client.GetInstanceAsync(Names.Admission, getInputsAndOutputs: true, cancellationToken);

    private static string? OwnerIn(OrchestrationMetadata? admission)
    {
        try
        {
            return admission?.SerializedInput is { } input ? JsonSerializer.Deserialize<AdmissionState>(input, Json.Options)?.Owner : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
