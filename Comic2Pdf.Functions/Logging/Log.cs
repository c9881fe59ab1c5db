using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Logging;

/// <summary>All that the app logs. Event ids are stable: 2000 intake, 2100 jobs, 2200 files, 2300 housekeeping, 2400 HTTP, 2500 notices.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "{File} becomes job {JobKey}")]
    public static partial void Accepted(ILogger logger, string file, string jobKey);

    [LoggerMessage(2001, LogLevel.Warning, "{File} is refused: {Code}: {Reason}")]
    public static partial void Rejected(ILogger logger, string file, string code, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "{File} is a duplicate of job {JobKey}; it waits in hold/duplicates for a decision")]
    public static partial void Duplicate(ILogger logger, string file, string jobKey);

    [LoggerMessage(2003, LogLevel.Warning, "{File} cannot be taken now and is tried again: {Reason}")]
    public static partial void IntakeDelayed(ILogger logger, string file, string reason);

    [LoggerMessage(2004, LogLevel.Information, "duplicate of job {JobKey}: {Action} is done")]
    public static partial void DuplicateDecided(ILogger logger, string jobKey, string action);

    [LoggerMessage(2005, LogLevel.Warning, "{File} is no decision: {Reason}; it is put aside")]
    public static partial void DecisionInvalid(ILogger logger, string file, string reason);

    [LoggerMessage(2006, LogLevel.Warning, "job {JobKey} was claimed but not started; it is started now")]
    public static partial void OrphanStarted(ILogger logger, string jobKey);

    [LoggerMessage(2007, LogLevel.Warning, "{File} belongs to job {JobKey}, which nothing knows any more; it is put back into in/")]
    public static partial void ArchiveBack(ILogger logger, string file, string jobKey);

    [LoggerMessage(2008, LogLevel.Warning, "{File} cannot be removed from in/; it was copied, and is not looked at again until it changes")]
    public static partial void FileStuck(ILogger logger, string file);

    [LoggerMessage(2009, LogLevel.Warning, "{File} of the failed job {JobKey} has changed since; it is put back into in/")]
    public static partial void ArchiveChanged(ILogger logger, string file, string jobKey);

    [LoggerMessage(2012, LogLevel.Warning, "a file that was refused has changed since; it is back as {File}")]
    public static partial void RefusedChanged(ILogger logger, string file);

    [LoggerMessage(2011, LogLevel.Warning, "{File} cannot be taken and stays: {Code}: {Reason}")]
    public static partial void FileLeft(ILogger logger, string file, string code, string reason);

    [LoggerMessage(
        2013,
        LogLevel.Information,
        "the claim of job {JobKey} is void: its file is gone and its archive never came; it is removed"
    )]
    public static partial void ClaimVoid(ILogger logger, string jobKey);

    [LoggerMessage(2010, LogLevel.Warning, "{Folder} was gone; it is made again")]
    public static partial void FolderMade(ILogger logger, string folder);

    [LoggerMessage(2107, LogLevel.Warning, "job {JobKey}: its PDF cannot be put in place and is tried again: {Reason}")]
    public static partial void PublishDelayed(ILogger logger, string jobKey, string reason);

    [LoggerMessage(2100, LogLevel.Information, "job {JobKey}: {State}, attempt {Attempt}, {Done} of {Total} pages")]
    public static partial void JobState(ILogger logger, string jobKey, string state, int attempt, int done, int total);

    [LoggerMessage(2105, LogLevel.Warning, "job {JobKey}: {State}: {Code}: {Reason}")]
    public static partial void JobFailed(ILogger logger, string jobKey, string state, string code, string reason);

    [LoggerMessage(2101, LogLevel.Warning, "job {JobKey}: attempt {Token} of {Stage} was given up and ends without a result")]
    public static partial void AttemptFenced(ILogger logger, string jobKey, string token, string stage);

    [LoggerMessage(2102, LogLevel.Error, "job {JobKey}: {Stage} failed unexpectedly")]
    public static partial void StageFault(ILogger logger, Exception exception, string jobKey, string stage);

    [LoggerMessage(2103, LogLevel.Warning, "job {JobKey}: no heartbeat of {Stage} for {Seconds} s")]
    public static partial void HeartbeatStale(ILogger logger, string jobKey, string stage, double seconds);

    [LoggerMessage(2104, LogLevel.Warning, "job {JobKey}: the heartbeat could not be written: {Reason}")]
    public static partial void HeartbeatNotWritten(ILogger logger, string jobKey, string reason);

    [LoggerMessage(2106, LogLevel.Warning, "job {JobKey}: the heartbeat of {Stage} could not be checked and is looked at again: {Reason}")]
    public static partial void HeartbeatNotRead(ILogger logger, string jobKey, string stage, string reason);

    [LoggerMessage(
        2200,
        LogLevel.Warning,
        "json_corrupt: {Path} is broken ({Reason}); it is written again from the history",
        EventName = "json_corrupt"
    )]
    public static partial void JsonCorrupt(ILogger logger, string path, string reason);

    [LoggerMessage(2201, LogLevel.Warning, "{Path} was missing; it is written again from the history")]
    public static partial void JsonMissing(ILogger logger, string path);

    [LoggerMessage(
        2202,
        LogLevel.Warning,
        "{Path} is broken; that book's pages are shown only while its work folder is there, and it cannot be searched"
    )]
    public static partial void BookCorrupt(ILogger logger, string path);

    [LoggerMessage(
        2203,
        LogLevel.Warning,
        "the search index {Path} is broken ({Reason}); it is made again from the files of the finished books"
    )]
    public static partial void SearchIndexBroken(ILogger logger, string path, string reason);

    [LoggerMessage(2300, LogLevel.Information, "work folder of job {JobKey} is removed")]
    public static partial void WorkRemoved(ILogger logger, string jobKey);

    [LoggerMessage(2301, LogLevel.Warning, "{What} failed and is tried again: {Reason}")]
    public static partial void HousekeepingFault(ILogger logger, string what, string reason);

    [LoggerMessage(
        2303,
        LogLevel.Information,
        "{Count} jobs that ended more than {Days} days ago have left the history; a line about each is in index/history.jsonl"
    )]
    public static partial void HistoryRemoved(ILogger logger, int count, int days);

    [LoggerMessage(
        2304,
        LogLevel.Warning,
        "the run that began {StartedAt} did not stop in order (a crash, a kill or a power cut); what was under way goes on now"
    )]
    public static partial void CrashedBefore(ILogger logger, string startedAt);

    [LoggerMessage(2500, LogLevel.Information, "job {JobKey}: {Event} was told to {Target}")]
    public static partial void NoticeDelivered(ILogger logger, string jobKey, string @event, string target);

    [LoggerMessage(
        2501,
        LogLevel.Warning,
        "job {JobKey}: {Event} could not be told to {Target} at attempt {Attempt}, and is told again: {Reason}"
    )]
    public static partial void NoticeFailed(ILogger logger, string jobKey, string @event, string target, int attempt, string reason);

    [LoggerMessage(2502, LogLevel.Error, "job {JobKey}: {Event} could not be told to {Target}, and is not told again: {Reason}")]
    public static partial void NoticeGivenUp(ILogger logger, string jobKey, string @event, string target, string reason);

    [LoggerMessage(
        2503,
        LogLevel.Warning,
        "{File} of the outbox is for a receiver that the settings do not name, or is broken; it is removed"
    )]
    public static partial void NoticeDropped(ILogger logger, string file);

    [LoggerMessage(2400, LogLevel.Warning, "{Method} {Path}: the store cannot be used now: {Reason}")]
    public static partial void HttpStoreFault(ILogger logger, string method, string path, string reason);

    [LoggerMessage(2401, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void HttpFault(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(2402, LogLevel.Error, "the app is not healthy: {Reasons}")]
    public static partial void Unhealthy(ILogger logger, string reasons);

    [LoggerMessage(2403, LogLevel.Information, "the app is healthy again")]
    public static partial void HealthyAgain(ILogger logger);

    [LoggerMessage(2302, LogLevel.Information, "configuration changed: {Config}")]
    public static partial void ConfigChanged(ILogger logger, string config);
}
