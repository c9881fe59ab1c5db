namespace Comic2Pdf.Conformance.Tests.Programs;

/// <summary>A step of a generated orchestration.</summary>
internal sealed record Step(StepKind Kind, int N, IReadOnlyList<Step> Steps)
{
    public override string ToString() => Steps.Count == 0 ? $"{Kind} {N}" : $"{Kind} {N} [{string.Join(", ", Steps)}]";
}
