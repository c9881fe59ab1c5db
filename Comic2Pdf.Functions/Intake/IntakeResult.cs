namespace Comic2Pdf.Functions.Intake;

/// <summary>What became of a file.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="JobKey">The job, if there is one.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record IntakeResult(IntakeKind Kind, string? JobKey = null, string? Code = null, string? Detail = null)
{
    /// <summary>There is no file of that name any more.</summary>
    public static IntakeResult Gone { get; } = new(IntakeKind.Later, Detail: "the file is gone");
}
