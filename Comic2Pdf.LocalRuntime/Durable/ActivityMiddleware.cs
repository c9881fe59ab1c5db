using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>Answers calls of activities that there are not. Without it the framework would try them for ever.</summary>
internal static class ActivityMiddleware
{
    public static Task RunAsync(DispatchMiddlewareContext context, Func<Task> next)
    {
        if (context.GetProperty<TaskActivity>() is not null)
        {
            return next();
        }

        var scheduled = context.GetProperty<TaskScheduledEvent>();
        var message = OrchestrationMiddleware.NotFound("activity", scheduled.Name, scheduled.Version);
        var failure = new FailureDetails("ActivityTaskNotFound", message, stackTrace: null, innerFailure: null, isNonRetriable: true);
        context.SetProperty(
            new ActivityExecutionResult
            {
                ResponseEvent = new TaskFailedEvent(eventId: -1, scheduled.EventId, message, details: null, failure),
            }
        );
        return Task.CompletedTask;
    }
}
