namespace Comic2Pdf.Processing.Archives;

/// <summary>The archive formats read here, distinguished by content alone.</summary>
public enum ArchiveKind
{
    /// <summary>ZIP (.cbz).</summary>
    Zip,

    /// <summary>RAR 1.5 to 4 (.cbr).</summary>
    Rar4,

    /// <summary>RAR 5 and later (.cbr).</summary>
    Rar5,

    /// <summary>7z (.cb7).</summary>
    SevenZip,

    /// <summary>tar, not compressed (.cbt).</summary>
    Tar,
}
