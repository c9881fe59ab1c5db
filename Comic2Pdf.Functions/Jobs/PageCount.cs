namespace Comic2Pdf.Functions.Jobs;

/// <summary>How far a job is.</summary>
public sealed record PageCount(int Total, int Done);
