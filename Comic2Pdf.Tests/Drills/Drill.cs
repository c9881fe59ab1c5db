namespace Comic2Pdf.Tests.Drills;

/// <summary>An incident that is brought about on purpose, and what must come of it.</summary>
/// <param name="Name">Its name, for the command and the document.</param>
/// <param name="Fault">What is done.</param>
/// <param name="Remedy">What ends it, of docs/runbook.md.</param>
/// <param name="Play">Does it. What is the same for all (nothing lost, twice or partial, states, doctor) is checked after it.</param>
internal sealed record Drill(string Name, string Fault, string Remedy, Func<DrillScene, Task> Play)
{
    public const string Nothing = "nothing is to be done";

    /// <summary>Where its files are.</summary>
    public string Storage { get; init; } = "files";

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Drill> All { get; } =
    [.. MomentDrills.All, .. WorkerDrills.All, .. DiskDrills.All, .. DamageDrills.All, .. ServiceDrills.All];
}
