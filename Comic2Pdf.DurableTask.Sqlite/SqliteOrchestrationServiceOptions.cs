namespace Comic2Pdf.DurableTask.Sqlite;

/// <summary>Settings of <see cref="SqliteOrchestrationService"/>.</summary>
public sealed class SqliteOrchestrationServiceOptions
{
    /// <summary>The directory of <c>history.db</c>. It is made when it is not there; one process owns it.</summary>
    public required string Directory { get; set; }

    /// <summary>How many orchestrators run at the same time. Default: 8.</summary>
    public int MaxConcurrentOrchestrations { get; set; } = 8;

    /// <summary>How many activities run at the same time. Default: 16.</summary>
    public int MaxConcurrentActivities { get; set; } = 16;

    /// <summary>How many open instances keep their history in memory between turns; those beyond it read it again. Default: 1,000.</summary>
    public int MaxInstancesInMemory { get; set; } = 1_000;

    internal static void Validate(SqliteOrchestrationServiceOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Directory, nameof(options));
        if (options.MaxConcurrentOrchestrations < 1 || options.MaxConcurrentActivities < 1 || options.MaxInstancesInMemory < 0)
        {
            throw new ArgumentException("The concurrency limits must be at least 1, MaxInstancesInMemory at least 0.", nameof(options));
        }
    }
}
