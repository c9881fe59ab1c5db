using System.Text.Json;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Intake;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Tests.Functions.Index;

[Trait("Storage", "files")]
public sealed class JobDirectoryTests
{
    [Fact]
    public async Task Find_NoKeyOrUnknown_IsNull()
    {
        using var intake = new IntakeFixture();
        await intake.JobAsync("DONE");
        Assert.Null(await intake.Jobs.FindAsync(intake.History, "Admission", CancellationToken.None));
        Assert.Null(await intake.Jobs.FindAsync(intake.History, JobStatuses.Key, CancellationToken.None));
        Assert.Null(await intake.Jobs.FindSettledAsync(intake.History, JobStatuses.Key, CancellationToken.None));
    }

    [Theory]
    [InlineData("PREP_RUNNING", false, false)]
    [InlineData("DONE", true, false)]
    [InlineData("ERROR_OCR", true, true)]
    public async Task Find_Job_IsAsItsOrchestrationSays(string state, bool isCompleted, bool hasFailed)
    {
        using var intake = new IntakeFixture();
        var job = await intake.Jobs.FindAsync(intake.History, await intake.JobAsync(state), CancellationToken.None);
        Assert.Equal((state, isCompleted, hasFailed), (job!.Record!.State, job.IsCompleted, job.HasFailed));
    }

    [Fact]
    public async Task Find_EndedFromOutside_HasFailed()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("OCR_RUNNING");
        intake.History.Set(jobKey, OrchestrationRuntimeStatus.Terminated);
        var job = await intake.Jobs.FindAsync(intake.History, jobKey, CancellationToken.None);
        Assert.Equal(("ERROR_PREP", true), (job!.Record!.State, job.HasFailed));
    }

    [Fact]
    public async Task FindSettled_LastMovesUnderWay_AreWaitedFor()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("OCR_RUNNING");
        intake.History.Enter(jobKey, "DONE", isOpen: true);
        var finding = intake.Jobs.FindSettledAsync(intake.History, jobKey, CancellationToken.None);
        Assert.False(finding.IsCompleted);
        intake.History.Enter(jobKey, "DONE");
        Assert.True((await finding)!.IsCompleted);
    }

    [Fact]
    public async Task FindSettled_LastMovesDoNotEnd_IsAsItIsAfterFiveSeconds()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("OCR_RUNNING");
        intake.History.Enter(jobKey, "ERROR_OCR", isOpen: true);
        var finding = intake.Jobs.FindSettledAsync(intake.History, jobKey, CancellationToken.None);
        intake.Time.Advance(TimeSpan.FromSeconds(5));
        var job = await finding;
        Assert.Equal(("ERROR_OCR", false, false), (job!.Record!.State, job.IsCompleted, job.HasFailed));
    }

    [Fact]
    public async Task FindForeign_StateFile_CountsOnlyWhereTheStoreIsShared()
    {
        foreach (var traits in new[] { MemoryStore.Own, MemoryStore.Shared })
        {
            using var intake = new IntakeFixture(traits);
            await intake.WriteAsync(
                DataLayout.StateOf(JobStatuses.Key),
                JsonSerializer.SerializeToUtf8Bytes(JobStatuses.In("DONE", DateTimeOffset.UnixEpoch).Job, Json.Options)
            );
            Assert.Equal(
                traits.IsShared ? "DONE" : null,
                (await intake.Jobs.FindForeignAsync(JobStatuses.Key, CancellationToken.None))?.State
            );
        }
    }

    [Fact]
    public void KnownJob_WithoutARecord_HasFailedWhenItHasEnded()
    {
        Assert.True(new KnownJob(null, [], IsCompleted: true).HasFailed);
        Assert.False(new KnownJob(null, [], IsCompleted: false).HasFailed);
    }
}
