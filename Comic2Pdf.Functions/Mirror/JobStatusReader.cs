using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>Reads a job's status out of its orchestration.</summary>
public static class JobStatusReader
{
    /// <summary>The job as its orchestration says it is, or as it starts when that has said nothing yet; null when it is no job.</summary>
    public static JobRecord? ReadJob(OrchestrationMetadata? instance)
    {
        if (instance is null || instance.Name != Names.Job)
        {
            return null;
        }

        return Read(instance)?.Job ?? (instance is { IsCompleted: false, SerializedInput: not null } && instance.ReadInputAs<JobInput>() is { } input ? JobRecord.Discovered(input) : null);
    }

    /// <summary>The status; null when there is none yet. An orchestration that ended without saying so (terminated, faulted) is shown as failed.</summary>
    public static JobStatus? Read(OrchestrationMetadata instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (instance.Name != Names.Job || instance.SerializedCustomStatus is null or "null")
        {
            return null;
        }

        try
        {
            var status = JsonSerializer.Deserialize<JobStatus>(instance.SerializedCustomStatus, Json.Options);
            if (status is not { Job: not null, Transitions: not null })
            {
                // No status of ours: one orchestration must not keep all lists and counters from being shown.
                return null;
            }

            if (!instance.IsCompleted || JobStates.IsFinal(status.Job.State))
            {
                return status;
            }

            var error = new JobError("internal_error", $"the orchestration ended as {instance.RuntimeStatus}");
            return status with { Job = status.Job with { State = $"ERROR_{status.Job.Stage}", Error = error, Message = error.Detail }, Revision = JobStatus.FromOutside };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
