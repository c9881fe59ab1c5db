namespace Comic2Pdf.Conformance.Tests.Programs;

/// <summary>A generated orchestration: its steps, run again in <paramref name="Generations"/> further generations, and what it has done so far.</summary>
internal sealed record ProgramInput(Step Root, int Generations, IReadOnlyList<string> Log)
{
    public override string ToString() => $"{Generations} x {Root}";
}
