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

    /// <summary>Its job was deleted before there was a PDF.</summary>
    public const string JobDeleted = "job_deleted";

    /// <summary>There is too little free disk space for it.</summary>
    public const string Disk = "disk_error";
}
