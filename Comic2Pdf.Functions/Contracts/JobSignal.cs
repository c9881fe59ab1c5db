using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Contracts;

/// <summary>A message to a job. All signals are one kind of event: an event goes to the latest wait, so there must be only one wait.</summary>
/// <param name="Kind">granted or cancel.</param>
/// <param name="Slot">The slot that is granted.</param>
public sealed record JobSignal(string Kind, Slot? Slot = null)
{
    /// <summary>A slot was given.</summary>
    public const string Granted = "granted";

    /// <summary>The operator wants it stopped.</summary>
    public const string Cancel = "cancel";
}
