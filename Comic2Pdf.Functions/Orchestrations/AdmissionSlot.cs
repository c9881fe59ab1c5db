using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>A slot that a job wants or has.</summary>
/// <param name="JobKey">The job.</param>
/// <param name="Slot">The slot.</param>
public sealed record AdmissionSlot(string JobKey, Slot Slot)
{
    /// <summary>Whether it is one for reading.</summary>
    public bool IsOcr => Slot.Stage == JobStages.Ocr;
}
