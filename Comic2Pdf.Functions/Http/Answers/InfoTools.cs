namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>Versions of tools, by the stage that uses them.</summary>
internal sealed record InfoTools(IReadOnlyDictionary<string, string> Prep, IReadOnlyDictionary<string, string> Ocr);
