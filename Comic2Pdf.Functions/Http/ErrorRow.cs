namespace Comic2Pdf.Functions.Http;

/// <summary>A code of docs/errors.md.</summary>
/// <param name="Code">The code.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ErrorRow(string Code, string Meaning, string Remedy);
