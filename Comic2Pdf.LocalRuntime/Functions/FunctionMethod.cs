using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>
/// A method with [Function]: how an instance of its class is made, how its parameters are bound and its result is taken. All of it is
/// worked out, and refused if it can not work, when the host starts.
/// </summary>
internal sealed class FunctionMethod
{
    private readonly ObjectFactory? _factory;
    private readonly MethodInvoker _invoker;
    private readonly Func<Invocation, object?>[] _parameters;
    private readonly Func<object?, Task<object?>> _result;

    /// <exception cref="NotSupportedException">The method asks for something that the local runtime does not have.</exception>
    public FunctionMethod(MethodInfo method, string name)
    {
        Name = name;
        Method = method;
        Trigger = TriggerOf(method, name);
        Definition = new MethodDefinition(method, name);
        _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
        _invoker = MethodInvoker.Create(method);
        _parameters = ParameterBinding.For(this);
        _result = FunctionResult.For(method);
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public FunctionDefinition Definition { get; }

    public (ParameterInfo Parameter, TriggerBindingAttribute Attribute) Trigger { get; }

    /// <summary>The parameter that takes an orchestrator's input: the first one that nothing else is bound to; null for none.</summary>
    public ParameterInfo? InputParameter =>
        Trigger.Attribute is OrchestrationTriggerAttribute
            ? Method
                .GetParameters()
                .FirstOrDefault(p =>
                    p.Position != Trigger.Parameter.Position
                    && p.GetCustomAttribute<BindingAttribute>() is null
                    && p.ParameterType != typeof(FunctionContext)
                    && p.ParameterType != typeof(CancellationToken)
                )
            : null;

    /// <summary>Runs the method with the calling thread's synchronization context, as an orchestrator needs it.</summary>
    /// <returns>The value that the method returned or its task had; null for none.</returns>
    public async Task<object?> InvokeAsync(Invocation invocation)
    {
        var target = _factory?.Invoke(invocation.InstanceServices, []);
        try
        {
            var arguments = new object?[_parameters.Length];
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i] = _parameters[i](invocation);
            }

            return await _result(Call(target, arguments));
        }
        finally
        {
            await DisposeAsync(target);
        }
    }

    private static async ValueTask DisposeAsync(object? target)
    {
        if (target is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (target as IDisposable)?.Dispose();
        }
    }

    private static (ParameterInfo Parameter, TriggerBindingAttribute Attribute) TriggerOf(MethodInfo method, string name)
    {
        var triggers = method
            .GetParameters()
            .Select(p => (Parameter: p, Attribute: p.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(t => t.Attribute is not null)
            .ToList();
        return triggers.Count == 1
            ? (triggers[0].Parameter, triggers[0].Attribute!)
            : throw new NotSupportedException($"The function '{name}' has {triggers.Count} triggers; a function has exactly one.");
    }

    private object? Call(object? target, object?[] arguments)
    {
        try
        {
            return _invoker.Invoke(target, arguments.AsSpan());
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}
