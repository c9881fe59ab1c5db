using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>An activity as the engine calls it: text in, text out, its own service scope.</summary>
internal sealed class ActivityFunction(FunctionMethod method, IServiceScopeFactory scopes, DataConverter converter)
{
    public async Task<string?> InvokeAsync(string instanceId, string? input, DurableTaskClient client, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var output = await method.InvokeAsync(new FunctionInvocation(method, scope.ServiceProvider, cancellation)
        {
            Trigger = type => input is null ? ParameterBinding.Convert(null, type) : converter.Deserialize(input, type),
            Data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId },
            Client = client,
        });
        return converter.Serialize(output);
    }
}
