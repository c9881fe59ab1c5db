using DurableTask.Core;

namespace Comic2Pdf.DurableTask.Sqlite.Tests.Support;

/// <summary>An orchestration or an activity that a test writes as a lambda.</summary>
internal sealed class Orchestration(string name, Func<OrchestrationContext, string, Orchestration, Task<string?>> code) : TaskOrchestration
{
    private readonly Dictionary<string, Queue<TaskCompletionSource<string>>> _waits = [];
    private readonly Queue<(string Name, string Input)> _unread = [];

    public string Name => name;

    public string? Status { get; set; }

    public Task<string> Event(string eventName)
    {
        var wait = new TaskCompletionSource<string>();
        if (_unread.FirstOrDefault(e => e.Name == eventName) is { Name: not null } found)
        {
            _unread.Dequeue();
            wait.SetResult(found.Input);
        }
        else
        {
            (_waits.TryGetValue(eventName, out var queue) ? queue : _waits[eventName] = new()).Enqueue(wait);
        }

        return wait.Task;
    }

    public override async Task<string?> Execute(OrchestrationContext context, string input) => await code(context, input, this);

    public override void RaiseEvent(OrchestrationContext context, string name, string input)
    {
        if (_waits.TryGetValue(name, out var queue) && queue.TryDequeue(out var wait))
        {
            wait.SetResult(input);
        }
        else
        {
            _unread.Enqueue((name, input));
        }
    }

    public override string? GetStatus() => Status;
}

internal sealed class Activity(Func<TaskContext, string, Task<string?>> code) : TaskActivity
{
    public override string Run(TaskContext context, string input) => throw new NotSupportedException();

    public override async Task<string?> RunAsync(TaskContext context, string input) => await code(context, input);
}

/// <summary>Finds code by its name; whatever the version.</summary>
internal sealed class CodeManager<T> : INameVersionObjectManager<T>
    where T : class
{
    private readonly Dictionary<string, Func<T>> _code = new(StringComparer.Ordinal);

    public void Add(string name, Func<T> create) => _code[name] = create;

    public void Add(ObjectCreator<T> creator) => throw new NotSupportedException();

    public T? GetObject(string name, string? version) => _code.TryGetValue(name, out var create) ? create() : null;
}
