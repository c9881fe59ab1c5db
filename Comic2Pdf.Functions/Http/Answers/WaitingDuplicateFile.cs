namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>One of them.</summary>
internal sealed record WaitingDuplicateFile(string FileName, string Path);
