using Comic2Pdf.Functions.Intake;

namespace Comic2Pdf.Functions.Http.Answers;

/// <summary>A decision about a duplicate.</summary>
internal sealed record DecisionBody(DuplicateAction Action);
