namespace Comic2Pdf.Tests.Drills;

/// <summary>What a run of one drill has shown: a line of docs/reliability.jsonl.</summary>
internal sealed record DrillRow
{
    /// <summary>Its name.</summary>
    public required string Drill { get; init; }

    /// <summary>What was done to the server.</summary>
    public required string Fault { get; init; }

    /// <summary>Where its files are.</summary>
    public required string Storage { get; init; }

    /// <summary>How often the fault was made.</summary>
    public required int Times { get; init; }

    /// <summary>How many archives were dropped meanwhile.</summary>
    public required int Archives { get; init; }

    /// <summary>Archives that are nowhere.</summary>
    public required int Lost { get; init; }

    /// <summary>PDFs that were published more often than asked for, and archives that are in more places than they were dropped.</summary>
    public required int Twice { get; init; }

    /// <summary>PDFs that were not whole when they appeared, or at the end.</summary>
    public required int Partial { get; init; }

    /// <summary>All else that was not as promised: states, copies of the history, orphans, log events.</summary>
    public required int Wrong { get; init; }

    /// <summary>Seconds until it served, or worked, again: the median.</summary>
    public required double RecoverTypical { get; init; }

    /// <summary>The same, the longest.</summary>
    public required double RecoverWorst { get; init; }

    /// <summary>What ends it, of docs/runbook.md.</summary>
    public string Remedy { get; init; } = "nothing is to be done";

    /// <summary>Repeats the plan.</summary>
    public int Seed { get; init; }

    public string Machine { get; init; } = DrillReport.Machine;

    public string Date { get; init; } = DrillReport.Today;
}
