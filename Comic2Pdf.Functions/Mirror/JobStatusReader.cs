using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Mirror;

/// <summary>Reads a job's status out of its orchestration.</summary>
public static class JobStatusReader
{
    // The runtime's serializer wrote it, and its naming is a setting there: either case is read.
    private static readonly JsonSerializerOptions EitherCase = new() { PropertyNameCaseInsensitive = true };

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
            var status = JsonSerializer.Deserialize<JobStatus>(instance.SerializedCustomStatus, EitherCase);
            if (status is null || !instance.IsCompleted || JobStates.IsFinal(status.Job.State))
            {
                return status;
            }

            var error = new JobError("internal_error", $"the orchestration ended as {instance.RuntimeStatus}");
            return status with { Job = status.Job with { State = $"ERROR_{status.Job.Stage}", Error = error, Message = error.Detail }, Revision = int.MaxValue };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
