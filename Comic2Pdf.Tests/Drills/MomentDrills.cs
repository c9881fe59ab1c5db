using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>The server is killed in each stage, and in the gaps between two steps that belong together.</summary>
internal static class MomentDrills
{
    public static IReadOnlyList<Drill> All { get; } =
    [
        Gap("killed with a claim", "after the claim, before the archive has moved", "/claim"),
        Gap("killed before a start", "after the archive has moved, before its job is started", "hold/jobs/"),
        Gap("killed before publishing", "before the PDF gets its name in out/", "out/", isAfter: false),
        Gap("killed before archiving", "after the PDF is published, before its archive has moved", "out/"),
        Gap("killed before DONE", "after the archive has moved, before DONE is recorded", "archive/"),
        Gap("killed in a state", "while a state.json is written", "state.json", isAfter: false),
        Stage("killed in PREP", "prepare"),
        Stage("killed in reading", "read"),
        Stage("killed in finishing", "finish"),
        Stage("killed after finishing", "finished"),
    ];

    private static Drill Gap(string name, string when, string what, bool isAfter = true) =>
        new(
            name,
            $"kill -9 {when}",
            Drill.Nothing,
            async scene =>
            {
                scene.DropTiny(2);
                var order = scene.Random.Next(1, 3);
                await scene.ServeUntilItDiesAsync($"{what} {order} {(isAfter ? "after" : "before")}");
                await RestartAsync(scene);
            }
        );

    private static Drill Stage(string name, string step) =>
        new(
            name,
            $"kill -9 while a job is in the step \"{step}\"",
            Drill.Nothing,
            async scene =>
            {
                scene.DropTiny(2, pages: 4);
                await scene.ServeAsync((FakeServe.HangAt, $"{step} {scene.Random.Next(1, 3)}"), (FakeServe.ReadMilliseconds, "50"));
                await Until.TrueAsync(
                    $"it is in {step}",
                    () =>
                        File.Exists(Path.Combine(scene.Data, "steps"))
                        && TestApp.TextOf(Path.Combine(scene.Data, "steps")).Contains($"{step} ", StringComparison.Ordinal)
                );
                await scene.MomentAsync(200);
                await scene.KillAsync();
                await RestartAsync(scene);
            }
        );

    private static async Task RestartAsync(DrillScene scene)
    {
        scene.FaultEnds();
        await scene.ServeAsync();
        await scene.AllDoneAsync();
        scene.Recovered();
        await scene.SaidAsync("[2304]");
    }
}
