namespace Comic2Pdf.Functions.Jobs;

/// <summary>Codes of refusals that archives themselves do not have; see docs/errors.md.</summary>
public static class RejectionCode
{
    /// <summary>The file is empty or larger than allowed.</summary>
    public const string Size = "input_rejected_size";

    /// <summary>What stands beside it does not say what it is.</summary>
    public const string SideFile = "side_file_invalid";

    /// <summary>It is a link.</summary>
    public const string Link = "input_rejected_link";

    /// <summary>It is a folder with the name of an archive; it stays in in/.</summary>
    public const string Folder = "input_is_folder";

    /// <summary>Its name is not UTF-8; it stays in in/.</summary>
    public const string Name = "input_name_invalid";

    /// <summary>The service may not read it; it stays in in/.</summary>
    public const string Unreadable = "input_unreadable";

    /// <summary>Its job was deleted before there was a PDF.</summary>
    public const string JobDeleted = "job_deleted";

    /// <summary>There is too little free disk space for it.</summary>
    public const string Disk = "disk_error";
}
