using Comic2Pdf.DurableTask.Sqlite.History;
using DurableTask.Core.History;

namespace Comic2Pdf.DurableTask.Sqlite.Dispatch;

/// <summary>An open instance in memory: what waits for its next turn, and its history if it is kept. <see cref="WorkDispatch"/> guards it.</summary>
internal sealed class Session(long key, string instanceId)
{
    public long Key => key;

    public string InstanceId => instanceId;

    public List<StoredMessage> Inbox { get; set; } = [];

    /// <summary>It waits in the queue of ready instances, or a turn of it runs.</summary>
    public bool IsBusy { get; set; }

    /// <summary>The instance is finished, replaced or purged.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Turns in a row that were given back or could not be recorded.</summary>
    public int Attempts { get; set; }

    /// <summary>Null: it must be read. Only the turn that runs touches it.</summary>
    public List<HistoryEvent>? History { get; set; }

    /// <summary>How many turns the history has.</summary>
    public int Turns { get; set; }
}
