namespace Comic2Pdf.Functions.Contracts;

/// <summary>How much is done at the same time.</summary>
public sealed record AdmissionLimits(int Prep, int Ocr, int InFlight);
