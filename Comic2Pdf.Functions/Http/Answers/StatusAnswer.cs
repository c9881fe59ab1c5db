namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>All is well.</summary>
internal sealed record StatusAnswer(string Status);
