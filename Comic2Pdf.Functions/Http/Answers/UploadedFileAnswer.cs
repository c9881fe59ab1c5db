namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>What became of one file of a form.</summary>
/// <param name="FileName">Its name; null when the form broke off before it.</param>
/// <param name="Answer">The answer that it would have had alone: <see cref="UploadAnswer"/> or an error.</param>
internal sealed record UploadedFileAnswer(string? FileName, object? Answer);
