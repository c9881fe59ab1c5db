namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Looks for things of a few kinds, and changes nothing.</summary>
internal interface ICheck
{
    /// <summary>All kinds that it can find.</summary>
    IReadOnlyList<FindingKind> Kinds { get; }

    /// <summary>What there is of them.</summary>
    IEnumerable<Finding> Find(Examination patient);
}
