namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>What became of the files of a form.</summary>
internal sealed record UploadsAnswer(IReadOnlyList<UploadedFileAnswer> Files);
