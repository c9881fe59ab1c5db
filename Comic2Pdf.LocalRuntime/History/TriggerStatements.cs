namespace Comic2Pdf.LocalRuntime.History;

/// <summary>What the timer and blob triggers remember across restarts.</summary>
internal sealed class TriggerStatements(Func<string, int, Statement> prepare)
{
    private readonly Statement schedule = prepare(
        """
        INSERT INTO schedules (function, last_at, next_at, updated_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (function) DO UPDATE SET last_at = $2, next_at = $3, updated_at = $4
        """, 4);

    private readonly Statement receipt = prepare(
        """
        INSERT INTO blob_receipts (function, blob, version, attempts, state, error, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (function, blob) DO UPDATE SET version = $3, attempts = $4, state = $5, error = $6, updated_at = $7
        """, 7);

    private readonly Statement forget = prepare("DELETE FROM blob_receipts WHERE function = $1 AND blob = $2", 2);

    public bool Remember(string function, ScheduleRow row)
    {
        schedule.Run(function, row.Last.Ticks, row.Next.Ticks, row.Updated.Ticks);
        return true;
    }

    public bool Remember(string function, BlobReceipt row)
    {
        receipt.Run(function, row.Blob, row.Version, row.Attempts, (int)row.State, row.Error, row.UpdatedAt.Ticks);
        return true;
    }

    public bool Forget(string function, string blob)
    {
        forget.Run(function, blob);
        return true;
    }
}

/// <summary>When a timer function last ran and is to run next.</summary>
internal sealed record ScheduleRow(DateTime Last, DateTime Next, DateTime Updated);

/// <summary>How far the delivery of one version of a blob has come.</summary>
internal sealed record BlobReceipt(string Blob, string Version, int Attempts, BlobState State, string? Error, DateTime UpdatedAt);

/// <summary>Numbers are on disk.</summary>
internal enum BlobState
{
    Failed = 0,
    Done = 1,
    Poisoned = 2,
}
