using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>An activity function as the engine calls it: each call has its own service scope, and the stop of the host as its CancellationToken.</summary>
internal sealed class ActivityFunction(
    FunctionMethod method,
    IServiceScopeFactory scopes,
    DurableTaskClient client,
    CancellationToken stopping
) : ITaskActivity
{
    public Type InputType => method.Trigger.Parameter.ParameterType;

    public Type OutputType => typeof(object);

    public async Task<object?> RunAsync(TaskActivityContext context, object? input)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await method.InvokeAsync(
            new Invocation(method, scope.ServiceProvider, stopping)
            {
                Trigger = type => input ?? ParameterBinding.Convert(null, type),
                Data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = context.InstanceId },
                Client = client,
            }
        );
    }
}
