using Comic2Pdf.Functions.Contracts;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>What a job is told about a slot.</summary>
/// <param name="Slot">The job and the slot.</param>
/// <param name="Kind"><see cref="JobSignal.Granted"/> or <see cref="JobSignal.Paused"/>.</param>
internal sealed record AdmissionSignal(AdmissionSlot Slot, string Kind);
