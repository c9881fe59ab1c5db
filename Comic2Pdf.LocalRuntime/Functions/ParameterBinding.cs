using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>Decides for each parameter where its value comes from.</summary>
internal static class ParameterBinding
{
    public static Func<Invocation, object?>[] For(FunctionMethod function) =>
        [.. function.Method.GetParameters().Select(p => Bind(function, p))];

    /// <summary>Turns a value by name into the parameter's type: a route value "17" into an int, for instance.</summary>
    /// <exception cref="FormatException">The text is not of that type.</exception>
    public static object? Convert(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
        {
            return target == type && type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        if (target.IsInstanceOfType(value))
        {
            return value;
        }

        var text = System.Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return target switch
        {
            _ when target == typeof(string) => text,
            _ when target == typeof(Guid) => Guid.Parse(text),
            _ when target == typeof(DateTimeOffset) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
            _ when target == typeof(TimeSpan) => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
            _ when target.IsEnum => Enum.Parse(target, text, ignoreCase: true),
            _ => System.Convert.ChangeType(text, target, CultureInfo.InvariantCulture),
        };
    }

    private static Func<Invocation, object?> Bind(FunctionMethod function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        // By position: while two hosts start at the same time, reflection may hand out two objects for one parameter.
        if (parameter.Position == function.Trigger.Parameter.Position)
        {
            return invocation => invocation.Trigger(type);
        }

        if (parameter.GetCustomAttribute<BindingAttribute>() is { } attribute)
        {
            return BindAttribute(function, parameter, attribute);
        }

        if (type == typeof(FunctionContext))
        {
            return static invocation => invocation;
        }

        if (type == typeof(CancellationToken))
        {
            return static invocation => invocation.CancellationToken;
        }

        if (parameter.Position == function.InputParameter?.Position)
        {
            return invocation => invocation.Input(type);
        }

        var name = parameter.Name!;
        if (
            function.Trigger.Attribute is OrchestrationTriggerAttribute or TimerTriggerAttribute
            || (
                function.Trigger.Attribute is ActivityTriggerAttribute
                && !string.Equals(name, "instanceId", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            throw Refuse(function, parameter, "nothing can be bound to it");
        }

        return invocation => Convert(invocation.Data.GetValueOrDefault(name), type);
    }

    private static Func<Invocation, object?> BindAttribute(FunctionMethod function, ParameterInfo parameter, BindingAttribute attribute)
    {
        if (attribute is not DurableClientAttribute client)
        {
            throw Refuse(function, parameter, $"the binding {attribute.GetType().Name} is not supported by the local runtime");
        }

        if (parameter.ParameterType != typeof(DurableTaskClient))
        {
            throw Refuse(function, parameter, "a durable client is bound to DurableTaskClient");
        }

        return client is { TaskHub: null, ConnectionName: null }
            ? static invocation => invocation.Client
            : throw Refuse(function, parameter, "the local runtime has one task hub and no connections");
    }

    private static NotSupportedException Refuse(FunctionMethod function, ParameterInfo parameter, string why) =>
        new($"The function '{function.Name}' can not run: parameter '{parameter.Name}' ({parameter.ParameterType}): {why}.");
}
