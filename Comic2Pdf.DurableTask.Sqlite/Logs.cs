using Microsoft.Extensions.Logging;

namespace Comic2Pdf.DurableTask.Sqlite;

/// <summary>Everything that the provider logs. Event ids are stable: 2xx orchestrations, 3xx activities, 7xx disk.</summary>
internal static partial class Logs
{
    [LoggerMessage(102, LogLevel.Information, "Resuming: {Messages} messages, {Activities} activities, {Timers} timers")]
    public static partial void Resuming(this ILogger logger, int messages, int activities, int timers);

    [LoggerMessage(
        204,
        LogLevel.Warning,
        "A turn of {InstanceId} was given back, {Attempts} times in a row; it is run again after {Pause}"
    )]
    public static partial void TurnGivenBack(this ILogger logger, string instanceId, int attempts, TimeSpan pause);

    [LoggerMessage(205, LogLevel.Error, "{InstanceId} can not go on and fails: {Error}")]
    public static partial void InstanceBroken(this ILogger logger, string instanceId, string error);

    [LoggerMessage(206, LogLevel.Debug, "A {EventType} for {InstanceId} was dropped: no open instance takes it")]
    public static partial void MessageDropped(this ILogger logger, string eventType, string instanceId);

    [LoggerMessage(
        303,
        LogLevel.Warning,
        "Activity {Name} of {InstanceId} was given back, {Attempts} times in a row; it is run again after {Pause}"
    )]
    public static partial void ActivityGivenBack(this ILogger logger, string name, string instanceId, int attempts, TimeSpan pause);

    [LoggerMessage(700, LogLevel.Error, "The database cannot be written; what waits is tried again until it can: {Reason}")]
    public static partial void WriteFailed(this ILogger logger, string reason);

    [LoggerMessage(701, LogLevel.Debug, "A turn of {InstanceId} could not be recorded; it is run again: {Reason}")]
    public static partial void TurnNotRecorded(this ILogger logger, string instanceId, string reason);

    [LoggerMessage(705, LogLevel.Error, "A piece of work of the database failed: a defect. Nothing of it is recorded")]
    public static partial void WriteDefect(this ILogger logger, Exception exception);

    [LoggerMessage(703, LogLevel.Critical, "What was committed could not be acted upon: a defect. The next start takes it up")]
    public static partial void CommitNotAnnounced(this ILogger logger, Exception exception);

    [LoggerMessage(704, LogLevel.Error, "The history of {InstanceId} could not be read; it is read again after {Pause}")]
    public static partial void HistoryNotRead(this ILogger logger, string instanceId, TimeSpan pause, Exception exception);
}
