namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>What was asked for a job is done, or begun.</summary>
internal sealed record JobAnswer(string Status, string JobKey);
