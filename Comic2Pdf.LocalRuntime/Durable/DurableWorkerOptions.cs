using DurableTask.Core.Settings;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>What a <see cref="DurableWorker"/> runs, and how.</summary>
public sealed class DurableWorkerOptions
{
    /// <summary>Gives the orchestrator of a name, or null: then the instance fails with the error type OrchestratorTaskNotFound.</summary>
    public required Func<TaskName, ITaskOrchestrator?> Orchestrators { get; init; }

    /// <summary>Gives the activity of a name, or null: then the call fails with the error type ActivityTaskNotFound and is not retried.</summary>
    public required Func<TaskName, ITaskActivity?> Activities { get; init; }

    /// <summary>The version of sub-orchestrations that are called without one, and which versions this worker runs. Default: no version, and it runs all.</summary>
    public VersioningSettings Versioning { get; init; } = new();

    /// <summary>A longer timer is cut into pieces of this length. Default 3 days, as in the Functions host: Azure Storage has a maximum of 7 days.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Default: JSON with property names that ignore case, as the Functions worker reads them.</summary>
    public DataConverter DataConverter { get; init; } = DurableJson.Converter;
}
