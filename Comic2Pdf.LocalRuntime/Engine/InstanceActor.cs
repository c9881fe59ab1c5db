using Comic2Pdf.LocalRuntime.History;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// An instance that has something to do: its undelivered messages, and its history while it is at hand. At most one turn of an instance
/// runs at a time. It may be dropped whenever it is idle: the disk has everything.
/// </summary>
internal sealed class InstanceActor(InstanceRef instance)
{
    private readonly Lock gate = new();
    private List<InboxMessage> inbox = [];
    private bool busy;
    private bool dropped;

    public InstanceRef Instance { get; } = instance;

    /// <summary>The turns so far; null: to be read. Touched only by the turn that runs.</summary>
    public List<List<HistoryEvent>>? Turns { get; set; }

    /// <param name="message">What has come.</param>
    /// <param name="wake">Whether the caller must have a turn run.</param>
    /// <returns>False when the actor is dropped and another one must take the message.</returns>
    public bool TryPost(InboxMessage message, out bool wake)
    {
        lock (gate)
        {
            wake = !dropped && !busy;
            if (dropped)
            {
                return false;
            }

            inbox.Add(message);
            busy = true;
            return true;
        }
    }

    public List<InboxMessage> Take()
    {
        lock (gate)
        {
            var taken = inbox;
            inbox = [];
            return taken;
        }
    }

    /// <summary>A turn could not be committed: its messages are new again.</summary>
    public void PutBack(List<InboxMessage> messages)
    {
        lock (gate)
        {
            inbox.InsertRange(0, messages);
        }
    }

    /// <summary>The turn is over.</summary>
    /// <returns>Whether there is more to do; then the actor stays busy and the caller must have a turn run.</returns>
    public bool Release()
    {
        lock (gate)
        {
            busy = inbox.Count > 0;
            return busy;
        }
    }

    /// <summary>The messages alone make no turn: they are new again, and wait until another one comes.</summary>
    /// <returns>Whether another one has come already; then the actor stays busy and the caller must have a turn run.</returns>
    public bool ReleaseWaiting(List<InboxMessage> messages)
    {
        lock (gate)
        {
            busy = inbox.Count > 0;
            inbox.InsertRange(0, messages);
            return busy;
        }
    }

    /// <returns>False when it is busy and can not be dropped now.</returns>
    public bool TryDrop()
    {
        lock (gate)
        {
            dropped = !busy && inbox.Count == 0;
            return dropped;
        }
    }

    /// <summary>The instance has ended or is gone: nothing is for it any more.</summary>
    public void Drop()
    {
        lock (gate)
        {
            dropped = true;
            inbox = [];
        }
    }
}
