namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>Wakes those who wait for an instance. An id that nothing waits for costs nothing.</summary>
internal sealed class InstanceWaits
{
    private readonly Dictionary<string, Wait> waits = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>How many instances are waited for, for the tests.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return waits.Count;
            }
        }
    }

    /// <summary>Ask first, then look at the instance, then wait: so nothing is missed. Dispose it when you do not wait any more.</summary>
    public Wait Next(string id)
    {
        lock (gate)
        {
            if (!waits.TryGetValue(id, out var wait))
            {
                wait = new Wait(this, id);
                waits.Add(id, wait);
            }

            wait.Waiters++;
            return wait;
        }
    }

    public void Signal(string id)
    {
        Wait? wait;
        lock (gate)
        {
            waits.Remove(id, out wait);
        }

        wait?.Complete();
    }

    private void Release(Wait wait)
    {
        lock (gate)
        {
            if (--wait.Waiters == 0 && waits.GetValueOrDefault(wait.Id) == wait)
            {
                waits.Remove(wait.Id);
            }
        }
    }

    /// <summary>One signal; all who wait for the instance meanwhile share it.</summary>
    public sealed class Wait(InstanceWaits owner, string id) : IDisposable
    {
        private readonly TaskCompletionSource signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Id => id;

        public int Waiters { get; set; }

        public Task Task => signal.Task;

        public void Complete() => signal.TrySetResult();

        public void Dispose() => owner.Release(this);
    }
}
