using CsCheck;

namespace Comic2Pdf.Conformance.Tests.Programs;

/// <summary>Generates small orchestrations whose result does not depend on how fast anything is.</summary>
internal static class ProgramGenerator
{
    public static Gen<ProgramInput> Programs { get; } =
        Gen.Select(
            Steps(2, withStatus: true).List[1, 5],
            Gen.Int[0, 2],
            (steps, generations) => new ProgramInput(new(StepKind.Sequence, 0, steps), generations, [])
        );

    /// <param name="depth">How deep steps are nested at most.</param>
    /// <param name="withStatus">Whether a step may set the custom status: not beside other steps, since the last to set it would win.</param>
    private static Gen<Step> Steps(int depth, bool withStatus)
    {
        var leaf = Gen.Frequency(
            (4, Leaf(StepKind.Call)),
            (2, Leaf(StepKind.CatchFailure)),
            (1, Leaf(StepKind.Fail)),
            (1, Leaf(StepKind.Throw)),
            (1, Leaf(StepKind.CallUnknown)),
            (2, Leaf(StepKind.Retry)),
            (2, Leaf(StepKind.RetryByHandler)),
            (1, Leaf(StepKind.RetryChild)),
            (2, Leaf(StepKind.Timer)),
            (1, Leaf(StepKind.WaitInVain)),
            (2, Leaf(StepKind.Window)),
            (2, Leaf(StepKind.Events)),
            (withStatus ? 2 : 0, Leaf(StepKind.Status))
        );
        return depth == 0
            ? leaf
            : Gen.Frequency(
                (6, leaf),
                (1, Nested(StepKind.Sequence, depth, withStatus)),
                (2, Nested(StepKind.All, depth, withStatus: false)),
                (1, Nested(StepKind.Race, depth, withStatus)),
                (1, Nested(StepKind.Child, depth, withStatus: true)),
                (1, Nested(StepKind.CatchChild, depth, withStatus: true))
            );
    }

    private static Gen<Step> Leaf(StepKind kind) => Gen.Int[0, 5].Select(n => new Step(kind, n, []));

    private static Gen<Step> Nested(StepKind kind, int depth, bool withStatus) =>
        Steps(depth - 1, withStatus).List[1, 3].Select(steps => new Step(kind, 0, steps));
}
