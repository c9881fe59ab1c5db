using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Intake;

[Trait("Storage", "files")]
public sealed class RetryJobTests
{
    [Fact]
    public async Task Run_ArchiveInError_StartsTheJobWithItsFirstDate()
    {
        using var intake = new IntakeFixture();
        var job = await FailedAsync(intake);
        intake.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await intake.RetryJob.RunAsync(intake.History, job, CancellationToken.None));
        Assert.Equal("2030-01-01T12:00:00Z", intake.History.InputOf(job.JobKey).CreatedAt);
        Assert.Equal([$"hold/jobs/{job.JobKey}/a.cbz", $"work/{job.JobKey}/claim"], intake.Files.Names);
        var claim = (await intake.Claims.FindAsync(job.JobKey, CancellationToken.None)).Claim!;
        Assert.Equal(("2030-01-02T12:00:00Z", null), (claim.ClaimedAt, claim.Source));
    }

    [Fact]
    public async Task Run_ArchiveGone_SaysSoAndStartsNothing()
    {
        using var intake = new IntakeFixture();
        var job = await FailedAsync(intake);
        await intake.Files.DeleteFolderAsync($"error/{job.JobKey}", CancellationToken.None);
        Assert.Contains(
            "no longer in error/",
            await intake.RetryJob.RunAsync(intake.History, job, CancellationToken.None),
            StringComparison.Ordinal
        );
        Assert.Equal(2, intake.History.Started.Count);
    }

    [Fact]
    public async Task Run_SharedStoreAndClaimedByAnotherHistory_SaysSo()
    {
        using var intake = new IntakeFixture(MemoryStore.Shared);
        var job = await FailedAsync(intake);
        var claim = (await intake.Claims.FindAsync(job.JobKey, CancellationToken.None)).Claim! with { Owner = "another" };
        await intake.WriteAsync($"work/{job.JobKey}/claim", JsonSerializer.SerializeToUtf8Bytes(claim, Json.Options));
        Assert.Contains(
            "another process",
            await intake.RetryJob.RunAsync(intake.History, job, CancellationToken.None),
            StringComparison.Ordinal
        );
        Assert.Contains($"error/{job.JobKey}/a.cbz", intake.Files.Names);
    }

    private static async Task<JobRecord> FailedAsync(IntakeFixture intake)
    {
        var jobKey = await intake.JobAsync("ERROR_PREP");
        await intake.Files.MoveAsync($"hold/jobs/{jobKey}/a.cbz", $"error/{jobKey}/a.cbz", overwrite: true, CancellationToken.None);
        return (await intake.Jobs.FindAsync(intake.History, jobKey, CancellationToken.None))!.Record!;
    }
}
