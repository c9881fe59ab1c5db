using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>All functions of the given assemblies, sorted by name. Names compare without regard to case.</summary>
internal sealed class FunctionCatalog
{
    private readonly Dictionary<string, OrchestratorFunction> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityFunction> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="NotSupportedException">A function asks for something that the local runtime does not have.</exception>
    /// <exception cref="InvalidOperationException">Two functions have the same name.</exception>
    public FunctionCatalog(IEnumerable<Type> types, IServiceProvider services, DataConverter converter)
    {
        Functions = [.. Discover(types).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
        foreach (var function in Functions)
        {
            switch (function.Trigger.Attribute)
            {
                case OrchestrationTriggerAttribute trigger:
                    Require(function, typeof(TaskOrchestrationContext));
                    Add(orchestrators, trigger.Orchestration ?? function.Name, new(function, services, converter));
                    break;
                case ActivityTriggerAttribute trigger:
                    var scopes = services.GetRequiredService<IServiceScopeFactory>();
                    Add(activities, trigger.Activity ?? function.Name, new(function, scopes, converter));
                    break;
                case HttpTriggerAttribute or TimerTriggerAttribute or BlobTriggerAttribute:
                    break;
                default:
                    throw new NotSupportedException($"The function '{function.Name}' has the trigger {function.Trigger.Attribute.GetType().Name}, which the local runtime does not have.");
            }
        }
    }

    public IReadOnlyList<FunctionMethod> Functions { get; }

    public OrchestratorFunction? FindOrchestrator(string name) => orchestrators.GetValueOrDefault(name);

    public ActivityFunction? FindActivity(string name) => activities.GetValueOrDefault(name);

    public IEnumerable<(FunctionMethod Function, T Trigger)> With<T>()
        where T : TriggerBindingAttribute =>
        Functions.Where(f => f.Trigger.Attribute is T).Select(f => (f, (T)f.Trigger.Attribute));

    private static IEnumerable<FunctionMethod> Discover(IEnumerable<Type> types)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var method in types.Where(t => t is { IsClass: true, ContainsGenericParameters: false }).SelectMany(t => t.GetMethods(All)))
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
            throw new NotSupportedException($"The function '{function.Name}' takes its trigger as {function.Trigger.Parameter.ParameterType}; the local runtime binds {type}.");
        }
    }

    private static void Add<T>(Dictionary<string, T> functions, string name, T function)
    {
        if (!functions.TryAdd(name, function))
        {
            throw new InvalidOperationException($"There are two functions with the name '{name}'.");
        }
    }
}
