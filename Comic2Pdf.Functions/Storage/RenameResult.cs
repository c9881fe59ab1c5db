namespace Comic2Pdf.Functions.Storage;

/// <summary>How a rename went.</summary>
internal enum RenameResult
{
    /// <summary>The file has its new name.</summary>
    Renamed,

    /// <summary>The file, or the folder that it was to go to, is not there.</summary>
    Missing,

    /// <summary>The new name is taken.</summary>
    TargetExists,

    /// <summary>The two names are on different file systems.</summary>
    OtherFileSystem,
}
