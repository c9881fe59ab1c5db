namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>A slot that a job wants or has.</summary>
/// <param name="JobKey">The job.</param>
/// <param name="Slot">Stage and attempt.</param>
public sealed record AdmissionSlot(string JobKey, string Slot)
{
    /// <summary>Whether it is one for reading.</summary>
    public bool IsOcr => Slot.StartsWith(Jobs.Stages.Ocr, StringComparison.Ordinal);
}
