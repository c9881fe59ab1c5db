namespace Comic2Pdf.Functions.Http;

/// <summary>The ends of a job's logs.</summary>
/// <param name="Prep">Of prep.log.</param>
/// <param name="Ocr">Of ocr.log.</param>
public sealed record JobLogAnswer(string Prep, string Ocr);
