using System.Globalization;
using System.Text.Json;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Index;

/// <summary>Reads a job's status out of its orchestration.</summary>
public static class JobStatusReader
{
    /// <summary>The job as its orchestration says it is, or as it starts when that has said nothing yet; null when it is no job.</summary>
    public static JobRecord? ReadJob(OrchestrationMetadata? instance) =>
        instance is { } job && job.Name == Names.Job ? Read(job)?.Job ?? ReadStart(job) : null;

    /// <summary>The status; null when there is none yet. An orchestration that ended without saying so (terminated, faulted) is shown as failed.</summary>
    public static JobStatus? Read(OrchestrationMetadata instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (instance.Name != Names.Job)
        {
            return null;
        }

        var status = ReadSaid(instance);
        if (!instance.IsCompleted || (status is not null && JobStates.IsFinal(status.Job.State)))
        {
            return status;
        }

        // Where the host fails an orchestration itself, what it has said is lost with it.
        status ??= ReadStart(instance) is { } start ? new JobStatus(start, [], string.Create(CultureInfo.InvariantCulture, $"{instance.CreatedAt.UtcTicks:x}"), 0) : null;
        return status is null ? null : Failed(status, new JobError("internal_error", $"the orchestration ended as {instance.RuntimeStatus}"));
    }

    private static JobStatus Failed(JobStatus status, JobError error) =>
        status with { Job = status.Job with { State = JobStates.FailedIn(status.Job.Stage), Error = error, Message = error.Detail }, Revision = JobStatus.FromOutside };

    private static JobStatus? ReadSaid(OrchestrationMetadata instance)
    {
        try
        {
            // Anything else is no status of ours: one orchestration must not keep all lists and counters from being shown.
            return instance.SerializedCustomStatus is { } said && JsonSerializer.Deserialize<JobStatus>(said, Json.Options) is { Job: not null, Transitions: not null } status
                ? status
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JobRecord? ReadStart(OrchestrationMetadata instance)
    {
        try
        {
            return instance.SerializedInput is not null && instance.ReadInputAs<JobInput>() is { } input ? JobRecord.Discovered(input) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
