using System.Reflection;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>Takes what a function method returned: nothing, a value, a task, or a task of a value.</summary>
internal static class FunctionResult
{
    /// <exception cref="NotSupportedException">The method returns something else that must be awaited.</exception>
    public static Func<object?, Task<object?>> For(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
        {
            return static async returned =>
            {
                await (Task)returned!;
                return null;
            };
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
        {
            return typeof(FunctionResult)
                .GetMethod(nameof(OfTask), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type.GetGenericArguments())
                .CreateDelegate<Func<object?, Task<object?>>>();
        }

        if (type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            throw new NotSupportedException(
                $"'{method.DeclaringType}.{method.Name}' returns {type}; the local runtime takes Task, Task<T>, T or void."
            );
        }

        return static returned => Task.FromResult(returned);
    }

    private static async Task<object?> OfTask<T>(object? returned) => await (Task<T>)returned!;
}
