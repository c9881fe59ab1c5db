using System.Text.Json;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Intake;

[Trait("Storage", "files")]
public sealed class StartClaimedJobsTests
{
    [Fact]
    public async Task Run_ClaimedWithItsArchive_IsStartedOnce()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("PREP_RUNNING");
        await intake.History.PurgeInstanceAsync(jobKey);
        await RunAsync(intake);
        await RunAsync(intake);
        Assert.Equal(2, intake.History.Started.Count(s => s == jobKey));
        Assert.Equal("a.cbz", intake.History.InputOf(jobKey).FileName);
    }

    [Theory]
    [InlineData("PREP_RUNNING", 1)]
    [InlineData("DONE", 2)]
    [InlineData("ERROR_PREP", 2)]
    public async Task Run_JobInTheHistory_IsStartedOnlyWhenItIsOverAndItsArchiveIsBack(string state, int starts)
    {
        // A kill within a retry or a requeue: the archive has moved and the job was not started.
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync(state);
        await RunAsync(intake);
        Assert.Equal(starts, intake.History.Started.Count(s => s == jobKey));
    }

    [Fact]
    public async Task Run_JobIsOverAndItsArchiveIsPutAway_IsLeftAlone()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("DONE");
        await intake.Files.MoveAsync($"hold/jobs/{jobKey}/a.cbz", "archive/a.cbz", overwrite: false, CancellationToken.None);
        await RunAsync(intake);
        Assert.Single(intake.History.Started, jobKey);
        Assert.Equal(["archive/a.cbz", $"work/{jobKey}/claim"], intake.Files.Names);
    }

    [Fact]
    public async Task Run_JobIsOverAndItsClaimIsGone_IsClaimedAndStarted()
    {
        // A kill within a requeue, after the work folder was removed: the archive has moved and the claim was not made yet.
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("DONE");
        await intake.Files.DeleteFolderAsync("work", CancellationToken.None);
        await RunAsync(intake);
        Assert.Equal(2, intake.History.Started.Count(s => s == jobKey));
        Assert.Equal([$"hold/jobs/{jobKey}/a.cbz", $"work/{jobKey}/claim"], intake.Files.Names);
    }

    [Fact]
    public async Task Run_NoArchiveOrNoClaim_IsLeftAlone()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("PREP_RUNNING");
        await intake.History.PurgeInstanceAsync(jobKey);
        await intake.Files.MoveAsync($"hold/jobs/{jobKey}/a.cbz", $"hold/jobs/{jobKey}/b.cbz", overwrite: false, CancellationToken.None);
        await intake.WriteAsync("work/nonsense/claim");
        await RunAsync(intake);
        Assert.Single(intake.History.Started, jobKey);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ClaimedFileIsGoneAndItsArchiveNeverCame_TheClaimGoes(bool isShared)
    {
        // A kill between a claim and its archive, of an upload: its file goes at the next start.
        using var intake = new IntakeFixture(isShared ? MemoryStore.Shared : null);
        var jobKey = await intake.JobAsync("PREP_RUNNING");
        await intake.History.PurgeInstanceAsync(jobKey);
        await intake.Files.MoveAsync($"hold/jobs/{jobKey}/a.cbz", "in/a.cbz", overwrite: false, CancellationToken.None);
        var file = (await intake.Files.FindAsync("in/a.cbz", CancellationToken.None))!;
        var claim = (await intake.Claims.FindAsync(jobKey, CancellationToken.None)).Claim! with { Source = file.Source };
        await intake.WriteAsync($"work/{jobKey}/claim", JsonSerializer.SerializeToUtf8Bytes(claim, Json.Options));

        await RunAsync(intake);
        Assert.Equal(["in/a.cbz", $"work/{jobKey}/claim"], Claimed(intake));

        await intake.Files.DeleteAsync("in/a.cbz", CancellationToken.None);
        await intake.WriteAsync($"work/{jobKey}/prep.log");
        await RunAsync(intake);
        Assert.Equal([$"work/{jobKey}/claim", $"work/{jobKey}/prep.log"], Claimed(intake));

        await intake.Files.DeleteAsync($"work/{jobKey}/prep.log", CancellationToken.None);
        await RunAsync(intake);
        Assert.Empty(Claimed(intake));
        Assert.Single(intake.History.Started, jobKey);

        static IEnumerable<string> Claimed(IntakeFixture intake) =>
            intake.Files.Names.Where(n => n.StartsWith("in/", StringComparison.Ordinal) || n.StartsWith("work/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NothingKnowsTheJobOfAnArchive_ItGoesBackToIn()
    {
        using var intake = new IntakeFixture();
        var lost = await intake.JobAsync("PREP_RUNNING");
        var running = await intake.JobAsync("PREP_RUNNING", IntakeFixture.Comic(1));
        await intake.Files.DeleteFolderAsync("work", CancellationToken.None);
        await intake.History.PurgeInstanceAsync(lost);
        await RunAsync(intake);
        Assert.Equal([$"hold/jobs/{running}/a.cbz", "in/a.cbz"], intake.Files.Names);
        Assert.Equal(lost, (await intake.TakeAsync("a.cbz")).JobKey);
    }

    [Fact]
    public async Task Run_ClaimThatWasCutOff_IsRemovedWhenNothingElseIsThere()
    {
        using var intake = new IntakeFixture();
        await intake.WriteAsync($"work/{JobStatuses.KeyOf(1)}/claim", []);
        await intake.WriteAsync($"work/{JobStatuses.KeyOf(2)}/claim", []);
        await intake.WriteAsync($"work/{JobStatuses.KeyOf(2)}/prep.log", [1]);
        await RunAsync(intake);
        Assert.Equal([$"work/{JobStatuses.KeyOf(2)}/claim", $"work/{JobStatuses.KeyOf(2)}/prep.log"], intake.Files.Names);
    }

    [Fact]
    public async Task Run_SharedStore_ClaimsOfAnotherHistoryAreLeftAlone()
    {
        using var intake = new IntakeFixture(MemoryStore.Shared);
        var jobKey = await intake.JobAsync("PREP_RUNNING");
        await intake.History.PurgeInstanceAsync(jobKey);
        var claim = (await intake.Claims.FindAsync(jobKey, CancellationToken.None)).Claim!;
        await intake.WriteAsync(
            $"work/{jobKey}/claim",
            JsonSerializer.SerializeToUtf8Bytes(claim with { Owner = "another" }, Json.Options)
        );
        await RunAsync(intake);
        Assert.Single(intake.History.Started, jobKey);
        await intake.WriteAsync($"work/{jobKey}/claim", JsonSerializer.SerializeToUtf8Bytes(claim, Json.Options));
        await RunAsync(intake);
        Assert.Equal(2, intake.History.Started.Count(s => s == jobKey));
    }

    [Fact]
    public async Task Run_OneClaimIsUnreadable_TheOthersAreStarted()
    {
        var bad = "none";
        using var intake = new IntakeFixture(hook: store =>
            HookedStore.Of(
                store,
                (method, given) =>
                {
                    if (method == nameof(IStore.ReadAsync) && given is [string name, ..] && name == $"work/{bad}/claim")
                    {
                        throw new IOException("unreadable, says the test");
                    }
                }
            )
        );
        var first = await intake.JobAsync("PREP_RUNNING");
        var second = await intake.JobAsync("PREP_RUNNING", IntakeFixture.Comic(1));
        await intake.History.PurgeInstanceAsync(first);
        await intake.History.PurgeInstanceAsync(second);
        bad = string.CompareOrdinal(first, second) < 0 ? first : second;
        await RunAsync(intake);
        Assert.Equal(bad == first ? second : first, intake.History.Started[^1]);
        Assert.Equal(4, intake.History.Started.Count);
    }

    private static Task RunAsync(IntakeFixture intake) => intake.StartClaimedJobs.RunAsync(intake.History, CancellationToken.None);
}
