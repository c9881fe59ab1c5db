using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>Gives the framework activities by name, or null for a name that there is not: <see cref="ActivityMiddleware"/> answers then.</summary>
internal sealed class ActivityObjects(
    DurableWorkerOptions options,
    DurableTaskShimFactory shims,
    ILogger logger,
    CancellationToken stopping
) : INameVersionObjectManager<TaskActivity>
{
    public void Add(ObjectCreator<TaskActivity> creator) => throw new NotSupportedException();

    public TaskActivity? GetObject(string name, string? version) =>
        options.Activities(name) is { } activity
            ? new StoppableActivity(shims.CreateActivity(name, activity), name, logger, stopping)
            : null;

    private sealed class StoppableActivity(TaskActivity activity, string name, ILogger logger, CancellationToken stopping) : TaskActivity
    {
        public override string Run(TaskContext context, string input) => throw new NotSupportedException();

        public override async Task<string?> RunAsync(TaskContext context, string input)
        {
            try
            {
                return await activity.RunAsync(context, input);
            }
            catch (OperationCanceledException e) when (stopping.IsCancellationRequested)
            {
                logger.ActivityGivenBack(name, context.OrchestrationInstance.InstanceId);
                throw new SessionAbortedException("The host is stopping; the activity will be run again.", e);
            }
            catch (Exception e)
            {
                logger.ActivityFailed(name, context.OrchestrationInstance.InstanceId, e);
                throw;
            }
        }
    }
}
