namespace Comic2Pdf.Functions.Storage;

/// <summary>What keeps an entry of a folder from being used as a file.</summary>
public enum EntryFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is a link to another file or folder.</summary>
    Link,

    /// <summary>Its name is not UTF-8: no program that takes names for text can open it.</summary>
    NameNotUtf8,

    /// <summary>It is a folder whose content this process may not see.</summary>
    UnreadableFolder,
}
