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
    /// <summary>The job by its custom status, or by its input when there is no status yet; null when the instance is no job.</summary>
    public static JobRecord? ReadJob(OrchestrationMetadata? instance) =>
        instance is { } job && job.Name == Names.Job ? Read(job)?.Job ?? ReadInput(job) : null;

    /// <summary>The status; null when there is none yet. An orchestration that was ended from outside (terminated, faulted) is read as failed.</summary>
    public static JobStatus? Read(OrchestrationMetadata instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (instance.Name != Names.Job)
        {
            return null;
        }

        var status = ReadCustomStatus(instance);
        if (!instance.IsCompleted || (status is not null && JobStates.IsFinal(status.Job.State)))
        {
            return status;
        }

        // When the host fails an orchestration itself, its custom status is lost.
        status ??= ReadInput(instance) is { } start
            ? new JobStatus(start, [], string.Create(CultureInfo.InvariantCulture, $"{instance.CreatedAt.UtcTicks:x}"), 0)
            : null;
        return status is null
            ? null
            : Failed(status, new JobError("internal_error", $"the orchestration ended as {instance.RuntimeStatus}"));
    }

    private static JobStatus Failed(JobStatus status, JobError error) =>
        status with
        {
            Job = status.Job with { State = JobStates.FailedIn(status.Job.Stage), Error = error, Message = error.Detail },
            Revision = JobStatus.FromOutside,
        };

    private static JobStatus? ReadCustomStatus(OrchestrationMetadata instance)
    {
        try
        {
            // Anything else is no status of ours: one orchestration must not keep all lists and counters from being shown.
            return
                instance.SerializedCustomStatus is { } text
                && JsonSerializer.Deserialize<JobStatus>(text, Json.Options) is { Job: not null, Transitions: not null } status
                ? status
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JobRecord? ReadInput(OrchestrationMetadata instance)
    {
        try
        {
            return instance.SerializedInput is not null && instance.ReadInputAs<JobInput>() is { } input
                ? JobRecord.Discovered(input)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
