namespace Comic2Pdf.Tests.Drills;

/// <summary>One life of a server in the plan: how it ends.</summary>
/// <param name="DieAt">The change of the store at which it kills itself (<see cref="Functions.DyingStore"/>); null: it is killed after a time.</param>
/// <param name="IsInStart">The time counts from its start, else from when it serves.</param>
/// <param name="Delay">The time; with DieAt the longest.</param>
internal sealed record KillLife(string? DieAt, bool IsInStart, TimeSpan Delay)
{
    private static readonly string[] Gaps =
    [
        "/claim 1 after",
        "/claim 2 after",
        "hold/jobs/ 1 before",
        "hold/jobs/ 1 after",
        "hold/jobs/ 2 after",
        "out/ 1 before",
        "out/ 1 after",
        "out/ 2 after",
        "index/books 1 after",
        "archive/ 1 before",
        "archive/ 1 after",
        "archive/ 2 after",
        "state.json 2 after",
        "error/ 1 before",
        "error/ 1 after",
        "hold/duplicates 1 after",
        "hold/duplicates 3 before",
    ];

    public static KillLife Draw(Random random, bool canDieByItself, int milliseconds)
    {
        var kind = random.Next(100);
        return kind switch
        {
            < 15 => new KillLife(null, IsInStart: true, TimeSpan.FromMilliseconds(random.Next(50, 1500))),
            < 55 when canDieByItself => new KillLife(MomentOf(random), IsInStart: false, TimeSpan.FromMilliseconds(2 * milliseconds)),
            _ => new KillLife(null, IsInStart: false, TimeSpan.FromMilliseconds(random.Next(0, milliseconds))),
        };
    }

    private static string MomentOf(Random random) =>
        random.Next(2) == 0 ? Gaps[random.Next(Gaps.Length)] : $"any {random.Next(1, 60)} {(random.Next(2) == 0 ? "before" : "after")}";
}
