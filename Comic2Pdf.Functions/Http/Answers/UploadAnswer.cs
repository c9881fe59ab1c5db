namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>A file was taken ("accepted"), or will be as soon as that is possible ("later").</summary>
internal sealed record UploadAnswer(string Status, string? JobKey);
