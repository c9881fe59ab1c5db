namespace Comic2Pdf.Functions.Intake;

/// <summary>What can become of a file.</summary>
public enum IntakeKind
{
    /// <summary>A job was started, or runs already because of this file.</summary>
    Accepted,

    /// <summary>It waits in hold/duplicates.</summary>
    Duplicate,

    /// <summary>It is in error/.</summary>
    Rejected,

    /// <summary>It stays where it is and is tried again.</summary>
    Later,
}
