using Comic2Pdf.LocalRuntime.History;
using Microsoft.DurableTask;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// Events that came and waits for events, by name without regard to case. An event goes to the latest wait of its name, as in the real
/// engine, even when that wait has been cancelled: then the event is used up. Without a wait it is kept for the next one.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Stack<IWait>> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventRaised> kept = [];

    private interface IWait
    {
        Type Type { get; }

        bool IsOver { get; }

        void Deliver(string? payload, DataConverter converter);
    }

    /// <summary>Events that nobody has waited for, oldest first.</summary>
    public IReadOnlyList<EventRaised> Kept => kept;

    public bool HasWaits => waits.Values.Any(static stack => stack.Any(static w => !w.IsOver));

    /// <exception cref="ArgumentException">The same name is awaited with another type.</exception>
    public Task<T> Wait<T>(string name, Action onCancel, CancellationToken cancellation)
    {
        var wait = new WaitFor<T>();
        if (waits.TryGetValue(name, out var stack) && stack.Count > 0 && stack.Peek().Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {stack.Peek().Type.FullName} but was requested {typeof(T).FullName}.", nameof(name));
        }

        var index = kept.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var message = kept[index];
            kept.RemoveAt(index);
            ((IWait)wait).Deliver(message.Input, converter);
            return wait.Task;
        }

        stack ??= waits[name] = new();
        stack.Push(wait);
        // Lives as long as the turn does, which is short.
        cancellation.Register(() =>
        {
            onCancel();
            wait.TrySetCanceled(cancellation);
        });
        return wait.Task;
    }

    public void Raise(EventRaised message)
    {
        if (waits.TryGetValue(message.Name, out var stack) && stack.TryPop(out var wait))
        {
            wait.Deliver(message.Input, converter);
        }
        else
        {
            kept.Add(message);
        }
    }

    private sealed class WaitFor<T> : TaskCompletionSource<T>, IWait
    {
        public Type Type => typeof(T);

        public bool IsOver => Task.IsCompleted;

        public void Deliver(string? payload, DataConverter converter) => TrySetResult(converter.Deserialize<T>(payload)!);
    }
}
