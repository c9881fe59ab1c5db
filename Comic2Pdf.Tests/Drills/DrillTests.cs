using System.Globalization;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Each drill as a test of its own: `Comic2Pdf.Tests -explicit only -class '*DrillTests'`. One of them always runs.</summary>
[Trait("Storage", "files")]
public sealed class DrillTests
{
    public static TheoryData<string> Names => [.. Drill.All.Select(d => d.Name)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public Task Play_EachDrill_EndsAsPromised(string name) => PlayAsync(name);

    [Fact]
    public Task Play_KilledBetweenPublishingAndArchiving_EndsAsPromised() => PlayAsync("killed before archiving");

    [Fact]
    public void Names_OfAllDrills_AreDifferent() => Assert.Equal(Drill.All.Count, Drill.All.Select(d => d.Name).Distinct().Count());

    [Fact]
    public async Task Document_OfTheRows_IsUpToDate()
    {
        var rows = await File.ReadAllLinesAsync(DrillReport.Rows);
        Assert.Equal(DrillReport.Render(rows), await File.ReadAllTextAsync(DrillReport.Document));
    }

    [Theory]
    [InlineData("--minutes", "0.5", "--seed", "7", "--storage", "blobs")]
    [InlineData("faults", "clock", "--times", "3")]
    public void Parse_RightArguments_AreTaken(params string[] arguments) => Assert.NotNull(DrillOptions.Parse(arguments));

    [Theory]
    [InlineData("--minutes")]
    [InlineData("--minutes", "some")]
    [InlineData("--storage", "tape")]
    [InlineData("nonsense")]
    public void Parse_WrongArguments_AreNone(params string[] arguments) => Assert.Null(DrillOptions.Parse(arguments));

    private static async Task PlayAsync(string name)
    {
        var seed = (int)(TimeProvider.System.GetTimestamp() & 0xFFFF);
        var (row, faults) = await DrillRunner.PlayAsync(Drill.All.Single(d => d.Name == name), times: 1, seed);
        Assert.True(faults.Count == 0, string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {row}\n{string.Join('\n', faults)}"));
    }
}
