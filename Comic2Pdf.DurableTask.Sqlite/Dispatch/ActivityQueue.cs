using System.Globalization;
using DurableTask.Core;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>
/// Activities that are scheduled and have no recorded result. One whose instance is gone is not started any more.
/// </summary>
internal sealed class ActivityQueue
{
    private readonly WorkQueue<ActivityWorkItem> waiting = new();
    private readonly HashSet<long> open = [];
    private readonly Lock gate = new();

    public void Add(long row, TaskMessage message)
    {
        lock (gate)
        {
            open.Add(row);
        }

        waiting.Add(new ActivityWorkItem(row, message));
    }

    public void TryAgain(ActivityWorkItem item) => waiting.Add(item);

    public void Drop(IEnumerable<long> rows)
    {
        lock (gate)
        {
            open.ExceptWith(rows);
        }
    }

    /// <returns>The next activity; null when the wait was cancelled.</returns>
    public async Task<ActivityWorkItem?> TakeAsync(CancellationToken cancellation)
    {
        while (await waiting.TakeAsync(cancellation) is { } item)
        {
            lock (gate)
            {
                if (open.Contains(item.Row))
                {
                    return item;
                }
            }
        }

        return null;
    }
}

/// <summary>An activity in the hands of the framework.</summary>
internal sealed class ActivityWorkItem : TaskActivityWorkItem
{
    public ActivityWorkItem(long row, TaskMessage message)
    {
        Row = row;
        Id = row.ToString(CultureInfo.InvariantCulture);
        TaskMessage = message;
        // One process owns the file: the lock needs no renewal.
        LockedUntilUtc = DateTime.MaxValue;
    }

    public long Row { get; }

    /// <summary>How often it was given back in a row.</summary>
    public int Attempts { get; set; }
}
