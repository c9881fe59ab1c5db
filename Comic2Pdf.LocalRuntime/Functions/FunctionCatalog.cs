using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>All functions of the given assemblies, sorted by name. Names compare without regard to case.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, FunctionMethod> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FunctionMethod> _activities = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="NotSupportedException">A function asks for something that the local runtime does not have.</exception>
    /// <exception cref="InvalidOperationException">Two functions have the same name.</exception>
    public FunctionCatalog(IEnumerable<Type> types)
    {
        Functions = [.. Discover(types).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
        foreach (var function in Functions)
        {
            switch (function.Trigger.Attribute)
            {
                case OrchestrationTriggerAttribute trigger:
                    Require(function, typeof(TaskOrchestrationContext));
                    Add(_orchestrators, trigger.Orchestration ?? function.Name, function);
                    break;
                case ActivityTriggerAttribute trigger:
                    Add(_activities, trigger.Activity ?? function.Name, function);
                    break;
                case HttpTriggerAttribute or TimerTriggerAttribute or BlobTriggerAttribute:
                    break;
                default:
                    throw new NotSupportedException(
                        $"The function '{function.Name}' has the trigger {function.Trigger.Attribute.GetType().Name}, which the local runtime does not have."
                    );
            }
        }
    }

    public IReadOnlyList<FunctionMethod> Functions { get; }

    public FunctionMethod? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    public FunctionMethod? FindActivity(string name) => _activities.GetValueOrDefault(name);

    public IEnumerable<(FunctionMethod Function, T Trigger)> With<T>()
        where T : TriggerBindingAttribute => Functions.Where(f => f.Trigger.Attribute is T).Select(f => (f, (T)f.Trigger.Attribute));

    private static IEnumerable<FunctionMethod> Discover(IEnumerable<Type> types)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (
            var method in types.Where(t => t is { IsClass: true, ContainsGenericParameters: false }).SelectMany(t => t.GetMethods(All))
        )
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
            {
                yield return names.Add(function.Name)
                    ? new FunctionMethod(method, function.Name)
                    : throw new InvalidOperationException($"There are two functions with the name '{function.Name}'.");
            }
        }
    }

    private static void Require(FunctionMethod function, Type type)
    {
        if (function.Trigger.Parameter.ParameterType != type)
        {
            throw new NotSupportedException(
                $"The function '{function.Name}' takes its trigger as {function.Trigger.Parameter.ParameterType}; the local runtime binds {type}."
            );
        }
    }

    private static void Add(Dictionary<string, FunctionMethod> functions, string name, FunctionMethod function)
    {
        if (!functions.TryAdd(name, function))
        {
            throw new InvalidOperationException($"There are two functions with the name '{name}'.");
        }
    }
}
