namespace Comic2Pdf.Tests.Drills;

/// <summary>What a soak has shown: a line of docs/reliability.jsonl. Lists have a figure for each tenth of the jobs.</summary>
internal sealed record SoakRow
{
    /// <summary>How many jobs.</summary>
    public required int Soak { get; init; }

    /// <summary>fake or real.</summary>
    public required string Reader { get; init; }

    public required double Minutes { get; init; }

    /// <summary>Resident memory of the server and its page workers, MiB.</summary>
    public required IReadOnlyList<int> Memory { get; init; }

    public required IReadOnlyList<int> Handles { get; init; }

    public required IReadOnlyList<int> Threads { get; init; }

    /// <summary>runtime/history.db, for each job.</summary>
    public required double HistoryKb { get; init; }

    /// <summary>Files below DATA_DIR, for each job.</summary>
    public required double Files { get; init; }

    /// <summary>The last of each list is at most a fifth above the one after three tenths.</summary>
    public required bool IsFlat { get; init; }

    public string Machine { get; init; } = DrillReport.Machine;

    public string Date { get; init; } = DrillReport.Today;
}
