using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Exceptions;
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
            context.SetProperty(Failed(state, "OrchestratorTaskNotFound", NotFound("orchestrator", state.Name, state.Version)));
            return;
        }

        if (orchestration is ParentedOrchestration parented)
        {
            parented.Parent = state.ParentInstance;
        }

        try
        {
            await next();
        }
        catch (Exception e) when (e is not SessionAbortedException)
        {
            // Not the orchestrator's own failure, which is a result: something around it, as an event that is not of the type it waits for. Left alone, the
            // framework would run the turn again for ever.
            context.SetProperty(Failed(state, e.GetType().FullName!, e.Message));
            return;
        }

        if (context.GetProperty<OrchestratorExecutionResult>()?.CustomStatus?.Length * sizeof(char) > MaxCustomStatusBytes)
        {
            context.SetProperty(
                Failed(
                    state,
                    typeof(ArgumentException).FullName!,
                    "The size of the JSON-serialized payload must not exceed 16 KB of UTF-16 text."
                )
            );
        }
    }

    /// <summary>The text that Microsoft's worker has for a name that there is not.</summary>
    public static string NotFound(string kind, string? name, string? version) =>
        $"No {kind} task named '{name}'{(string.IsNullOrEmpty(version) ? "" : $" with version '{version}'")} was found.";

    private static OrchestratorExecutionResult Failed(OrchestrationRuntimeState state, string errorType, string message) =>
        new()
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
