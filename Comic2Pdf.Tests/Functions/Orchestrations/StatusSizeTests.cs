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
}
