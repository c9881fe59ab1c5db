namespace Comic2Pdf.LocalRuntime.History;

/// <summary>
/// What a commit has made true and the engine must act on. Filled while the statements run, handed over after the commit, in commit
/// order: nothing is ever acted upon that is not on disk.
/// </summary>
internal sealed class CommitEffects
{
    public List<(InstanceRef Instance, InboxMessage Message)> Delivered { get; } = [];

    public List<ActivityItem> Activities { get; } = [];

    /// <summary>Activities whose instance is gone: those that wait are not started, results of those that run are not taken.</summary>
    public List<long> ActivitiesDropped { get; } = [];

    public List<DurableTimer> TimersSet { get; } = [];

    public List<DurableTimer> TimersCleared { get; } = [];

    /// <summary>Instances that are finished or gone: their key means nothing any more.</summary>
    public List<long> Ended { get; } = [];

    /// <summary>Ids whose status may have changed, for those who wait for a start or an end.</summary>
    public List<string> Changed { get; } = [];
}

/// <summary>An instance's row key and what a turn needs of the row. The key dies when the instance is replaced or purged.</summary>
internal sealed record InstanceRef(long Key, string Id, string Name, string? ParentId, string? ParentName);

/// <summary>A message for an orchestration. Number 0: a timer, which has its own table and no row in the inbox.</summary>
internal readonly record struct InboxMessage(long Number, HistoryEvent Event);

/// <summary>An activity that is scheduled and whose result is not recorded.</summary>
internal sealed record ActivityItem(long Id, long Key, string InstanceId, int Task, string Name, string? Input);

/// <summary>A durable timer; ordered by its time, so that a sorted set of them is a queue.</summary>
#pragma warning disable MA0097 // Compared by the set alone.
internal readonly record struct DurableTimer(DateTime DueAt, long Key, int Task) : IComparable<DurableTimer>
#pragma warning restore MA0097
{
    public int CompareTo(DurableTimer other) =>
        DueAt != other.DueAt ? DueAt.CompareTo(other.DueAt) : Key != other.Key ? Key.CompareTo(other.Key) : Task.CompareTo(other.Task);
}
