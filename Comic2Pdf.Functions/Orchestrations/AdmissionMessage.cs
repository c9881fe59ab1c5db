namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>What the admission is told.</summary>
/// <param name="Kind">request (a slot), release (a slot), leave (the job is over), limits.</param>
/// <param name="JobKey">The job; null for limits.</param>
/// <param name="Slot">Stage and attempt, such as PREP.2a7f-1.</param>
/// <param name="Limits">The new limits.</param>
public sealed record AdmissionMessage(string Kind, string? JobKey = null, string? Slot = null, AdmissionLimits? Limits = null)
{
    /// <summary>A job wants a slot.</summary>
    public const string Request = "request";

    /// <summary>A job gives its slot back.</summary>
    public const string Release = "release";

    /// <summary>A job is over.</summary>
    public const string Leave = "leave";

    /// <summary>The limits have changed.</summary>
    public const string NewLimits = "limits";
}
