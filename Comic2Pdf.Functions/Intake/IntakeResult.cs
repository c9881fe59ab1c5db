namespace Comic2Pdf.Functions.Intake;

/// <summary>What became of a file.</summary>
/// <param name="Kind">accepted, duplicate, rejected, or later (it could not be taken now).</param>
/// <param name="JobKey">The job, if there is one.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record IntakeResult(string Kind, string? JobKey = null, string? Code = null, string? Detail = null)
{
    /// <summary>A job was started.</summary>
    public const string Accepted = "accepted";

    /// <summary>It waits in hold/duplicates.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>It is in error/.</summary>
    public const string Rejected = "rejected";

    /// <summary>It stays where it is and is tried again.</summary>
    public const string Later = "later";
}
