using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Contracts;

/// <summary>A message to the admission.</summary>
/// <param name="Kind">One of the constants; a message of any other kind changes nothing, so that histories of a later version do no harm.</param>
/// <param name="JobKey">The job; null for limits.</param>
/// <param name="Slot">The slot of a request.</param>
/// <param name="Limits">The new limits.</param>
public sealed record AdmissionMessage(string Kind, string? JobKey = null, Slot? Slot = null, AdmissionLimits? Limits = null)
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
