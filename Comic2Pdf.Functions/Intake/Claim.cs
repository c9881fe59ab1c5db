namespace Comic2Pdf.Functions.Intake;

/// <summary>The exclusive file work/[jobKey]/claim: whose archive the job is made from, and all that is needed to start it after a crash.</summary>
public sealed record Claim(string FileName, string FileHash, string ProfileJson, string Languages, long SizeBytes, string ClaimedAt);
