namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>What this program is made of.</summary>
internal sealed record InfoAnswer(string Version, string DotNet, InfoTools Tools, IReadOnlyList<string> Languages);
