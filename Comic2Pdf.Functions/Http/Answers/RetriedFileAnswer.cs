namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>A refused file is back in in/.</summary>
internal sealed record RetriedFileAnswer(string Status, string Path);
