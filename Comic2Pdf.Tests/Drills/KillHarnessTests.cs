namespace Comic2Pdf.Tests.Drills;

/// <summary>A short run of the harness; `./test.sh drills` makes long ones.</summary>
[Trait("Storage", "files")]
public sealed class KillHarnessTests
{
    [Fact]
    public async Task RunAsync_SomeKills_NothingIsLostTwiceOrPartial()
    {
        var said = new StringWriter();
        var harness = new KillHarness(
            new DrillOptions
            {
                Kills = 6,
                Seed = 14,
                Minutes = 10,
            },
            said
        );
        var row = await harness.RunAsync();
        Assert.True(row is { Times: 6, Lost: 0, Twice: 0, Partial: 0, Wrong: 0 }, said.ToString());
    }

    [Fact]
    public void Draw_SameSeed_IsTheSamePlan()
    {
        Assert.Equal(Plan(7), Plan(7));
        Assert.NotEqual(Plan(7), Plan(8));

        static List<KillLife> Plan(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, 40).Select(_ => KillLife.Draw(random, canDieByItself: true, 900))];
        }
    }
}
