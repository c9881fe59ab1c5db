using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>An orchestrator function as the engine calls it. Services come from the root: an orchestrator must not depend on anything scoped.</summary>
internal sealed class OrchestratorFunction(FunctionMethod method, IServiceProvider services, DataConverter converter) : ITaskOrchestrator
{
    public Type InputType { get; } = method.InputParameter?.ParameterType ?? typeof(object);

    public Type OutputType => typeof(object);

    // The method runs here, on the orchestration's own thread and context.
    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) =>
        method.InvokeAsync(
            new Invocation(method, services, CancellationToken.None)
            {
                Trigger = _ => new OrchestratorContext(context, converter),
                Input = type => input ?? ParameterBinding.Convert(null, type),
            }
        );
}
