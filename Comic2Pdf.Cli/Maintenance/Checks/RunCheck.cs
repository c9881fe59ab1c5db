namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Who has the folder, and how the last one left it.</summary>
internal sealed class RunCheck : ICheck
{
    private static readonly FindingKind Foreign = new(
        "lock_foreign",
        Severity.Warning,
        "a process that is not on this machine has the folder: one of another container or machine, or a lock that a share has kept",
        "Stop the server there; when there is none, mount the share again"
    );

    private static readonly FindingKind Crashed = new(
        "crashed",
        Severity.Warning,
        "the last server did not stop in order (killed, out of memory, power)",
        "Look at the end of its log, `tail -n 50 LOGS/*.log`; start it again: it goes on where it was"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Foreign, Crashed];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        if (patient.IsInUse && patient.Data.Owner() is { } owner && !patient.Machine.HasProcess(owner))
        {
            yield return Foreign.At($"process {owner} has {patient.Data.Root}");
        }

        if (!patient.IsInUse && File.Exists(patient.Data.At("logs", "running")))
        {
            yield return Crashed.At($"{patient.Data.At("logs", "running")} is there").With("LOGS", patient.Data.At("logs"));
        }
    }
}
