using DurableTask.Core;
using Microsoft.DurableTask.Worker.Shims;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>Gives the framework a new orchestration for each turn, or null for a name that there is not: <see cref="OrchestrationMiddleware"/> answers then.</summary>
internal sealed class OrchestrationObjects(DurableWorkerOptions options, DurableTaskShimFactory shims)
    : INameVersionObjectManager<TaskOrchestration>
{
    public void Add(ObjectCreator<TaskOrchestration> creator) => throw new NotSupportedException();

    public TaskOrchestration? GetObject(string name, string? version) =>
        options.Orchestrators(name) is { } orchestrator ? new ParentedOrchestration(shims, name, orchestrator) : null;
}
