using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>An orchestrator as the engine calls it.</summary>
internal sealed class OrchestratorFunction(FunctionMethod method, IServiceProvider services, DataConverter converter)
{
    /// <summary>Starts the code on the calling thread. Services come from the root: an orchestrator must not depend on anything scoped.</summary>
    public Task<object?> InvokeAsync(TaskOrchestrationContext context, string? input) => method.InvokeAsync(
        new FunctionInvocation(method, services, CancellationToken.None)
        {
            Trigger = type => type == typeof(TaskOrchestrationContext)
                ? context
                : throw new NotSupportedException($"The orchestrator '{method.Name}' takes a {type}; it must take a TaskOrchestrationContext."),
            Input = type => input is null ? ParameterBinding.Convert(null, type) : converter.Deserialize(input, type),
        });
}
