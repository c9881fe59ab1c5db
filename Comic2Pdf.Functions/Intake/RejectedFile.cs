namespace Comic2Pdf.Functions.Intake;

/// <summary>A refused file in error/.</summary>
/// <param name="Id">Names it in requests.</param>
/// <param name="Name">Where it is in the store.</param>
/// <param name="Reason">Why it was refused.</param>
public sealed record RejectedFile(string Id, string Name, Rejection Reason);
