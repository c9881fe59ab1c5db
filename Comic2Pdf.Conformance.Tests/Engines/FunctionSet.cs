using Microsoft.DurableTask;

namespace Comic2Pdf.Conformance.Tests.Engines;

/// <summary>The orchestrators and activities of the tests, in the form that every engine takes.</summary>
internal sealed class FunctionSet
{
    private readonly Dictionary<string, ITaskOrchestrator> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ITaskActivity> _activities = new(StringComparer.OrdinalIgnoreCase);

    public FunctionSet Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> code)
    {
        _orchestrators.Add(name, FuncTaskOrchestrator.Create<TInput, TOutput>((context, input) => code(context, input!)!));
        return this;
    }

    public FunctionSet Activity<TInput, TOutput>(string name, Func<TaskActivityContext, TInput, Task<TOutput>> code)
    {
        _activities.Add(name, FuncTaskActivity.Create<TInput, TOutput>((context, input) => code(context, input!)!));
        return this;
    }

    public ITaskOrchestrator? FindOrchestrator(TaskName name) => _orchestrators.GetValueOrDefault(name.Name);

    public ITaskActivity? FindActivity(TaskName name) => _activities.GetValueOrDefault(name.Name);

    public void AddTo(DurableTaskRegistry registry)
    {
        foreach (var (name, orchestrator) in _orchestrators)
        {
            registry.AddOrchestrator(name, () => orchestrator);
        }

        foreach (var (name, activity) in _activities)
        {
            registry.AddActivity(name, activity);
        }
    }
}
