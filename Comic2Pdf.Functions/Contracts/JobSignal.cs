using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Contracts;

/// <summary>A message to a job. All signals are one kind of event: an event goes to the latest wait, so there must be only one wait.</summary>
/// <param name="Kind">One of the constants; a message of any other kind changes nothing.</param>
/// <param name="Slot">The slot that is granted or taken back.</param>
public sealed record JobSignal(string Kind, Slot? Slot = null)
{
    /// <summary>A slot was given.</summary>
    public const string Granted = "granted";

    /// <summary>The limit was lowered, and the slot is to be given back at the next chunk of pages. The job waits for it again, before all others.</summary>
    public const string Paused = "paused";

    /// <summary>The operator wants it stopped.</summary>
    public const string Cancel = "cancel";
}
