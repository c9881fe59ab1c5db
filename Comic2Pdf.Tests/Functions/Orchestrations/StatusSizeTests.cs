using Comic2Pdf.Functions.Orchestrations;

namespace Comic2Pdf.Tests.Functions.Orchestrations;

[Trait("Storage", "files")]
public sealed class StatusSizeTests
{
    private const int AllowedBytes = 16 * 1024;

    [Fact]
    public void Fit_OrdinaryJobWithThirtyChanges_IsLeftAlone()
    {
        var status = JobStatuses.Create("Le robot et la pluie.cbz", "le fichier est illisible", transitions: 30);

        Assert.Same(status, StatusSize.Fit(status));
    }

    [Fact]
    public void Fit_LongestNamesOfTheOddestSigns_StaysBelowWhatIsAllowed()
    {
        // 255 bytes of name, each six letters as JSON; messages likewise.
        var status = JobStatuses.Create(new string('\'', 255), new string('é', 240), transitions: 30);
        Assert.True(StatusSize.LengthOf(status) * 2 > AllowedBytes);

        var fitting = StatusSize.Fit(status);

        Assert.InRange(StatusSize.LengthOf(fitting) * 2, 1, AllowedBytes);
        Assert.Equal(status.Job.InputFile, fitting.Job.InputFile);
        Assert.Equal(status.Transitions[^1], fitting.Transitions[^1]);
        Assert.Equal(status.Revision, fitting.Revision);
    }

    [Fact]
    public void Fit_TooLongWithoutItsOlderChanges_HasItsTextsCutAndFewerPages()
    {
        var status = JobStatuses.Create("a.cbz", new string('漫', 2000), transitions: 3);

        var fitting = StatusSize.Fit(status);

        Assert.Equal([status.Transitions[^1]], fitting.Transitions);
        Assert.Equal((60, 60), (fitting.Job.Message!.Length, fitting.Job.Error!.Detail.Length));
        Assert.Equal("output_not_writable", fitting.Job.Error.Code);
        Assert.Equal(status.Job.SkippedPages.Take(20), fitting.Job.SkippedPages);
    }

    [Fact]
    public void Fit_ShortTexts_AreLeftAlone()
    {
        var status = JobStatuses.Create(new string('\'', 1200), new string('a', 59), transitions: 1);
        Assert.True(StatusSize.LengthOf(status) > StatusSize.MaxLength);

        Assert.Equal(status.Job.Message, StatusSize.Fit(status).Job.Message);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 1)]
    public void Fit_AtTheLimit_LosesAChangeOnlyAboveIt(int over, int transitions)
    {
        var status = JobStatuses.Create("a.cbz", string.Empty, transitions: 2);
        var room = StatusSize.MaxLength - StatusSize.LengthOf(status);
        status = status with { Job = status.Job with { Message = new string('a', room + over) } };
        Assert.Equal(StatusSize.MaxLength + over, StatusSize.LengthOf(status));

        Assert.Equal(transitions, StatusSize.Fit(status).Transitions.Count);
    }
}
