using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Contracts;

/// <summary>What a job is told. There is one kind of event with all signals: an event goes to the latest wait, so there must be only one.</summary>
/// <param name="Kind">granted or cancel.</param>
/// <param name="Slot">The slot that is granted.</param>
public sealed record JobSignal(string Kind, Slot? Slot = null)
{
    /// <summary>A slot was given.</summary>
    public const string Granted = "granted";

    /// <summary>The operator wants it stopped.</summary>
    public const string Cancel = "cancel";
}
