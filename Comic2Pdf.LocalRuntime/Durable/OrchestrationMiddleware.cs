using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Middleware;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>What the Functions host does around a turn.</summary>
internal static class OrchestrationMiddleware
{
    /// <summary>UTF-16 bytes. The Functions host fails the instance above it, so code that sets more must not pass here.</summary>
    public const int MaxCustomStatusBytes = 16 * 1024;

    public static async Task RunAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        var state = context.GetProperty<OrchestrationRuntimeState>();
        if (context.GetProperty<TaskOrchestration>() is not { } orchestration)
        {
            context.SetProperty(Failed(state, "OrchestratorTaskNotFound", $"No orchestrator task named '{state.Name}' was found."));
            return;
        }

        if (orchestration is ParentedOrchestration parented)
        {
            parented.Parent = state.ParentInstance;
        }

        await next();
        if (context.GetProperty<OrchestratorExecutionResult>()?.CustomStatus?.Length * sizeof(char) > MaxCustomStatusBytes)
        {
            context.SetProperty(Failed(state, typeof(ArgumentException).FullName!, "The size of the JSON-serialized payload must not exceed 16 KB of UTF-16 text."));
        }
    }

    private static OrchestratorExecutionResult Failed(OrchestrationRuntimeState state, string errorType, string message) => new()
    {
        Actions =
        [
            new OrchestrationCompleteOrchestratorAction
            {
                Id = state.PastEvents.Count,
                OrchestrationStatus = OrchestrationStatus.Failed,
                FailureDetails = new(errorType, message, stackTrace: null, innerFailure: null, isNonRetriable: true),
            },
        ],
    };
}
