using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Intake;

[Trait("Storage", "files")]
public sealed class RequeueJobTests
{
    [Fact]
    public async Task Run_DoneJob_StartsWithItsOwnArchiveAndReadsItsPagesAgain()
    {
        using var intake = new IntakeFixture();
        var job = await DoneAsync(intake, "archive/a (2).cbz");
        await intake.WriteAsync("archive/a.cbz", IntakeFixture.Comic(1));
        await intake.WriteAsync($"work/{job.JobKey}/ocr/1.json", "{}"u8.ToArray());

        Assert.Null(await intake.RequeueJob.RunAsync(intake.History, job, CancellationToken.None));

        Assert.Equal(["archive/a.cbz", $"hold/jobs/{job.JobKey}/a.cbz", $"work/{job.JobKey}/claim"], intake.Files.Names);
        Assert.Equal(2, intake.History.Started.Count(s => s == job.JobKey));
    }

    [Fact]
    public async Task Run_JobFromASubfolder_FindsItsArchiveThere()
    {
        using var intake = new IntakeFixture();
        var job = await DoneAsync(intake, "archive/Series/a.cbz");
        Assert.Null(await intake.RequeueJob.RunAsync(intake.History, job with { InputFolder = "Series" }, CancellationToken.None));
        Assert.Contains($"hold/jobs/{job.JobKey}/a.cbz", intake.Files.Names);
    }

    [Fact]
    public async Task Run_ArchiveGone_SaysSoAndStartsNothing()
    {
        using var intake = new IntakeFixture();
        var job = await DoneAsync(intake, "elsewhere/a.cbz");
        Assert.Contains(
            "no longer in archive/",
            await intake.RequeueJob.RunAsync(intake.History, job, CancellationToken.None),
            StringComparison.Ordinal
        );
        Assert.Single(intake.History.Started, job.JobKey);
    }

    private static async Task<JobRecord> DoneAsync(IntakeFixture intake, string archive)
    {
        var jobKey = await intake.JobAsync("DONE");
        await intake.Files.MoveAsync($"hold/jobs/{jobKey}/a.cbz", archive, overwrite: true, CancellationToken.None);
        return (await intake.Jobs.FindAsync(intake.History, jobKey, CancellationToken.None))!.Record!;
    }
}
