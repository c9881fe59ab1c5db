namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>How a file system is.</summary>
internal enum FileSystemState
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>The largest archive would find too little room.</summary>
    Low,

    /// <summary>Next to nothing can be written.</summary>
    Full,

    /// <summary>Next to no files can be made.</summary>
    NoFiles,

    /// <summary>Nothing can be written.</summary>
    ReadOnly,
}
