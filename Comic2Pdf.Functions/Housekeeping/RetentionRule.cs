using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Housekeeping;

/// <summary>How long things are kept. No I/O, no clock.</summary>
public static class RetentionRule
{
    /// <summary>How long a temporary file may be in use.</summary>
    public static TimeSpan TemporaryAge { get; } = TimeSpan.FromDays(1);

    /// <summary>How long a notice that was delivered is remembered: longer than what has happened is recorded again.</summary>
    public static TimeSpan NoticeAge { get; } = TimeSpan.FromDays(7);

    /// <summary>How long a mark of a delivered blob is needed. Queues keep a message for a week at most; after that nothing is delivered a second time.</summary>
    public static TimeSpan DeliveryMarkAge { get; } = TimeSpan.FromDays(30);

    /// <summary>Whether a job's work folder may go.</summary>
    /// <param name="job">The job.</param>
    /// <param name="keepDays">KEEP_WORK_DIR_DAYS. With 0 the folder of a job without a PDF is kept for a day, for its logs.</param>
    /// <param name="now">The time.</param>
    public static bool IsWorkExpired(JobRecord job, int keepDays, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(job);
        var days = job.State == JobStates.Done || keepDays > 0 ? keepDays : 1;
        return JobStates.IsFinal(job.State) && AgeOf(job, now) >= TimeSpan.FromDays(days);
    }

    /// <summary>Whether a job may leave the history.</summary>
    /// <param name="job">The job.</param>
    /// <param name="historyDays">HISTORY_DAYS; 0: never.</param>
    /// <param name="now">The time.</param>
    public static bool IsHistoryExpired(JobRecord job, int historyDays, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(job);
        return historyDays > 0 && JobStates.IsFinal(job.State) && AgeOf(job, now) > TimeSpan.FromDays(historyDays);
    }

    /// <summary>Whether a file has a temporary name of this program: a point, 32 hex digits, .tmp or .part. What other programs leave is theirs.</summary>
    public static bool IsTemporaryName(string name) =>
        name is ['.', .. { Length: > 32 } rest] && Guid.TryParseExact(rest[..32], "N", out _) && rest[32..] is ".tmp" or ".part";

    private static TimeSpan AgeOf(JobRecord job, DateTimeOffset now) => now - Timestamp.Parse(job.UpdatedAt);
}
