namespace Comic2Pdf.Functions.Activities;

/// <summary>How an attempt, or a part of one, ended. Failures come back as data: an exception would lose its code on the way.</summary>
public sealed record StageOutcome
{
    /// <summary>Why it failed; null: it did not.</summary>
    public string? Code { get; init; }

    /// <summary>One sentence for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether another attempt may succeed.</summary>
    public bool IsTransient { get; init; }

    /// <summary>It failed for lack of a heartbeat.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>The operator wants it stopped.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Pages of the book, or done in the chunk.</summary>
    public int Pages { get; init; }

    /// <summary>The languages that the rest of the book is read in; null: as before.</summary>
    public string? Languages { get; init; }

    /// <summary>Pages that are not as they should be.</summary>
    public IReadOnlyList<int> Skipped { get; init; } = [];

    /// <summary>The file that was made.</summary>
    public string? Path { get; init; }
}
