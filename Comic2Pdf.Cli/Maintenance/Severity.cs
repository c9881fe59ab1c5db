namespace Comic2Pdf.Cli.Maintenance;

/// <summary>How serious a finding is.</summary>
internal enum Severity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Something will go wrong, or was left behind.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Error,
}
