namespace Comic2Pdf.DurableTask.Sqlite.History;

/// <summary>Whether a history file can be used.</summary>
public enum HistoryCondition
{
    /// <summary>It can.</summary>
    Whole,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is no database, or a broken one.</summary>
    Damaged,

    /// <summary>A later version wrote it.</summary>
    TooNew,

    /// <summary>An earlier version wrote it whose histories are not read any more.</summary>
    TooOld,

    /// <summary>This user may not read it, or something else is in the way. Nothing is known of it.</summary>
    Unreadable,
}
