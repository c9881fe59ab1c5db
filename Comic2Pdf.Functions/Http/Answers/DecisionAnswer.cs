using Comic2Pdf.Functions.Intake;

namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>A decision about a duplicate was carried out.</summary>
internal sealed record DecisionAnswer(string Status, string JobKey, DuplicateAction Action);
