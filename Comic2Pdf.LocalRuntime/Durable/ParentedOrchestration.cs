using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker.Shims;

namespace Comic2Pdf.LocalRuntime.Durable;

/// <summary>
/// An orchestration that learns its parent before it runs: the framework asks for the object before it tells of which instance it is.
/// </summary>
internal sealed class ParentedOrchestration(DurableTaskShimFactory shims, TaskName name, ITaskOrchestrator orchestrator) : TaskOrchestration
{
    private TaskOrchestration? _shim;

    /// <summary>Null for an instance that a client has started.</summary>
    public ParentInstance? Parent { get; set; }

    public override Task<string> Execute(OrchestrationContext context, string input)
    {
        _shim = shims.CreateOrchestration(
            name,
            orchestrator,
            Parent is null ? null : new ParentOrchestrationInstance(Parent.Name, Parent.OrchestrationInstance.InstanceId)
        );
        return _shim.Execute(context, input);
    }

    public override void RaiseEvent(OrchestrationContext context, string name, string input) => _shim?.RaiseEvent(context, name, input);

    public override string? GetStatus() => _shim?.GetStatus();
}
