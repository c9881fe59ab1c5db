using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Functions.Intake;

/// <summary>What was found about a job that a file would become.</summary>
/// <param name="Facts">What is decided by.</param>
/// <param name="Claim">The job's claim; null when there is none, or a void one.</param>
/// <param name="ClaimVersion">The version of the claim's file, void or not; null when there is none.</param>
/// <param name="Job">The job, in our history or in another one; null when it is not known.</param>
public sealed record IntakeFindings(IntakeFacts Facts, Claim? Claim, string? ClaimVersion, JobRecord? Job);
