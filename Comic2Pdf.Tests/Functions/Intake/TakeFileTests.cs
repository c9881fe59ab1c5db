using System.Text.Json;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>The use case on a store and a history in memory. The whole app does the same in IntakeTests.</summary>
[Trait("Storage", "files")]
public sealed class TakeFileTests
{
    [Fact]
    public async Task Run_NewArchive_IsClaimedMovedAndStarted()
    {
        using var intake = new IntakeFixture();
        var result = await intake.DropAsync("a.cbz");
        Assert.Equal((IntakeKind.Accepted, null), (result.Kind, result.Detail));
        Assert.Equal(["Admission", result.JobKey!], intake.History.Started);
        Assert.Equal([$"hold/jobs/{result.JobKey}/a.cbz", $"work/{result.JobKey}/claim"], intake.Files.Names);
        var input = intake.History.InputOf(result.JobKey!);
        Assert.Equal(
            ("a.cbz", IntakeFixture.Comic().Length, "2030-01-01T12:00:00Z", "eng"),
            (input.FileName, (int)input.SizeBytes, input.CreatedAt, input.Profile.Languages)
        );
        Assert.Equal(result.JobKey, JobKey.Of(input.FileHash, input.Profile));
    }

    [Fact]
    public async Task Run_NoFile_IsLaterAndNothingElse()
    {
        using var intake = new IntakeFixture();
        Assert.Equal(IntakeResult.Gone, await intake.TakeAsync("none.cbz"));
        Assert.Empty(intake.History.Started);
    }

    [Theory]
    [InlineData("", RejectionCode.Size)]
    [InlineData("<html>", "not_an_archive")]
    public async Task Run_NoArchive_IsInErrorWithItsReason(string content, string code)
    {
        using var intake = new IntakeFixture();
        var version = intake.Index.Version;
        var result = await intake.DropAsync("a.cbz", System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Equal((IntakeKind.Rejected, code), (result.Kind, result.Code));
        Assert.Equal(["error/a.cbz", "error/a.cbz.reason.json", "index/rejections.jsonl"], intake.Files.Names);
        Assert.Equal(code, JsonSerializer.Deserialize<Rejection>((await intake.TextAsync("error/a.cbz.reason.json"))!, Json.Options)!.Code);
        Assert.Equal(1, (await intake.Journal.CountAsync(CancellationToken.None))[code]);
        Assert.NotEqual(version, intake.Index.Version);
    }

    [Fact]
    public async Task Run_TooLargeOrNoRoom_IsRefused()
    {
        using var intake = new IntakeFixture();
        Assert.Equal(RejectionCode.Size, (await intake.DropAsync("big.cbz", new byte[(1 << 20) + 1])).Code);
        intake.Disk.Free = (IntakeFixture.Comic().Length * 2) - 1;
        Assert.Equal(RejectionCode.Disk, (await intake.DropAsync("a.cbz")).Code);
        intake.Disk.Free++;
        Assert.Equal(IntakeKind.Accepted, (await intake.DropAsync("a.cbz")).Kind);
    }

    [Theory]
    [InlineData("PREP_RUNNING")]
    [InlineData("DONE")]
    public async Task Run_ContentOfAKnownJob_IsHeld(string state)
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync(state);
        var result = await intake.DropAsync("b.cbz");
        Assert.Equal((IntakeKind.Duplicate, jobKey), (result.Kind, result.JobKey));
        Assert.Equal(
            [$"hold/duplicates/{jobKey}/20300101-120000__b.cbz"],
            await intake.Duplicates.FilesOfAsync(jobKey, CancellationToken.None)
        );
        Assert.Equal(
            ("b.cbz", state),
            (
                (await intake.Duplicates.ReportAsync(jobKey, CancellationToken.None))!.Incoming.FileName,
                (await intake.Duplicates.ReportAsync(jobKey, CancellationToken.None))!.Existing!.State
            )
        );
        Assert.Single(intake.History.Started, jobKey);
    }

    [Fact]
    public async Task Run_ContentOfAFailedJob_IsTheJobAgainAndErrorIsEmptied()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("ERROR_PREP");
        await intake.Files.MoveAsync($"hold/jobs/{jobKey}/a.cbz", $"error/{jobKey}/a.cbz", overwrite: true, CancellationToken.None);
        var result = await intake.DropAsync("b.cbz");
        Assert.Equal((IntakeKind.Accepted, jobKey), (result.Kind, result.JobKey));
        Assert.Equal([$"hold/jobs/{jobKey}/b.cbz", $"work/{jobKey}/claim"], intake.Files.Names);
        Assert.Equal(2, intake.History.Started.Count(s => s == jobKey));
    }

    [Fact]
    public async Task Run_ForcedTwice_IsOneNewJobAndTheFileIsGone()
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("DONE");
        await intake.WriteAsync("hold/b.cbz");
        var forced = await intake.TakeFile.RunAsync(
            intake.History,
            new IntakeRequest("hold/b.cbz", "b.cbz", Nonce: "1"),
            CancellationToken.None
        );
        Assert.Equal(IntakeKind.Accepted, forced.Kind);
        Assert.NotEqual(jobKey, forced.JobKey);

        // As after a crash: the held file is there still.
        await intake.WriteAsync("hold/b.cbz");
        var again = await intake.TakeFile.RunAsync(
            intake.History,
            new IntakeRequest("hold/b.cbz", "b.cbz", Nonce: "1"),
            CancellationToken.None
        );
        Assert.Equal(forced, again);
        Assert.DoesNotContain("hold/b.cbz", intake.Files.Names);
        Assert.Single(intake.History.Started, forced.JobKey);
    }

    [Fact]
    public async Task Run_ClaimedAndNeverStarted_StartsThatJobAndHoldsTheFile()
    {
        using var intake = new IntakeFixture();
        var jobKey = await ClaimedAsync(intake);
        var result = await intake.DropAsync("b.cbz");
        Assert.Equal((IntakeKind.Duplicate, jobKey), (result.Kind, result.JobKey));
        Assert.Equal("a.cbz", intake.History.InputOf(jobKey).FileName);
    }

    [Fact]
    public async Task Run_ClaimWithoutArchiveOrCorrupt_IsVoid()
    {
        using var intake = new IntakeFixture();
        var jobKey = await ClaimedAsync(intake);
        await intake.Files.DeleteAsync($"hold/jobs/{jobKey}/a.cbz", CancellationToken.None);
        Assert.Equal(new IntakeResult(IntakeKind.Accepted, jobKey), await intake.DropAsync("b.cbz"));

        await intake.History.PurgeInstanceAsync(jobKey);
        await intake.WriteAsync($"work/{jobKey}/claim", "{"u8.ToArray());
        Assert.Equal(new IntakeResult(IntakeKind.Accepted, jobKey), await intake.DropAsync("c.cbz"));
        Assert.Equal("c.cbz", (await intake.Claims.FindAsync(jobKey, CancellationToken.None)).Claim!.FileName);
    }

    [Fact]
    public async Task Run_SharedStore_ClaimOfAnotherHistoryIsRespectedUntilItFails()
    {
        using var intake = new IntakeFixture(MemoryStore.Shared);
        var jobKey = await ClaimedAsync(intake);
        var claim = (await intake.Claims.FindAsync(jobKey, CancellationToken.None)).Claim! with { Owner = "another" };
        await WriteJsonAsync(intake, $"work/{jobKey}/claim", claim);
        Assert.Equal(IntakeKind.Duplicate, (await intake.DropAsync("b.cbz")).Kind);

        var state = JobRecord.Discovered(Input(jobKey, claim)) with { State = "ERROR_OCR" };
        await WriteJsonAsync(intake, $"work/{jobKey}/state.json", state);
        Assert.Equal(new IntakeResult(IntakeKind.Accepted, jobKey), await intake.DropAsync("c.cbz"));
        Assert.DoesNotContain($"work/{jobKey}/state.json", intake.Files.Names);
    }

    [Fact]
    public async Task Run_SharedStore_FileThatAnotherProcessHasClaimed_Waits()
    {
        using var intake = new IntakeFixture(MemoryStore.Shared);
        var jobKey = await ClaimedAsync(intake);
        await intake.Files.DeleteAsync($"hold/jobs/{jobKey}/a.cbz", CancellationToken.None);
        await intake.WriteAsync("in/theirs.cbz");
        var theirs = await intake.Files.FindAsync("in/theirs.cbz", CancellationToken.None);
        var claim = (await intake.Claims.FindAsync(jobKey, CancellationToken.None)).Claim! with { Source = theirs!.Source };
        await WriteJsonAsync(intake, $"work/{jobKey}/claim", claim);
        Assert.Equal((IntakeKind.Later, jobKey), ((await intake.DropAsync("b.cbz")).Kind, jobKey));
        Assert.Contains("in/b.cbz", intake.Files.Names);

        await intake.Files.DeleteAsync("in/theirs.cbz", CancellationToken.None);
        Assert.Equal(IntakeKind.Accepted, (await intake.TakeAsync("b.cbz")).Kind);
    }

    [Fact]
    public async Task Run_SharedStore_LeftOverOfAnInterruptedMove_IsDeleted()
    {
        using var intake = new IntakeFixture(MemoryStore.Shared);
        var jobKey = await intake.JobAsync("PREP_RUNNING");
        await intake.WriteAsync("in/a.cbz");
        var left = await intake.Files.FindAsync("in/a.cbz", CancellationToken.None);
        var claim = (await intake.Claims.FindAsync(jobKey, CancellationToken.None)).Claim! with { Source = left!.Source };
        await WriteJsonAsync(intake, $"work/{jobKey}/claim", claim);
        Assert.Equal(new IntakeResult(IntakeKind.Accepted, jobKey), await intake.TakeAsync("a.cbz"));
        Assert.DoesNotContain("in/a.cbz", intake.Files.Names);
    }

    [Fact]
    public async Task Run_EachCallOfTheStoreFails_IsTakenByTheNextTryOnce()
    {
        for (var failing = 1; ; failing++)
        {
            var calls = 0;
            using var intake = new IntakeFixture(hook: store =>
                HookedStore.Of(
                    store,
                    (method, _) =>
                    {
                        if (method is not ("get_Traits" or nameof(IStore.DisplayName)) && ++calls == failing)
                        {
                            throw new IOException($"call {failing}, {method}, fails, says the test");
                        }
                    }
                )
            );
            var first = await intake.DropAsync("a.cbz");
            if (calls < failing)
            {
                Assert.True(failing > 5, $"there are only {failing - 1} calls");
                Assert.Equal(IntakeKind.Accepted, first.Kind);
                return;
            }

            Assert.Equal(IntakeKind.Later, first.Kind);
            await intake.TakeAsync("a.cbz");
            await intake.StartClaimedJobs.RunAsync(intake.History, CancellationToken.None);
            Assert.Equal(2, intake.History.Started.Count);
            Assert.Equal([$"hold/jobs/{intake.History.Started[1]}/a.cbz", $"work/{intake.History.Started[1]}/claim"], intake.Files.Names);
        }
    }

    // As a crash leaves it between the move and the start.
    private static async Task<string> ClaimedAsync(IntakeFixture intake)
    {
        var jobKey = await intake.JobAsync("PREP_RUNNING");
        await intake.History.PurgeInstanceAsync(jobKey);
        return jobKey;
    }

    private static Task WriteJsonAsync<T>(IntakeFixture intake, string name, T value) =>
        intake.WriteAsync(name, JsonSerializer.SerializeToUtf8Bytes(value, Json.Options));

    private static JobInput Input(string jobKey, Claim claim) =>
        new()
        {
            JobKey = jobKey,
            FileName = claim.FileName,
            FileHash = claim.FileHash,
            Profile = claim.Profile,
            SizeBytes = claim.SizeBytes,
            WorkDir = "work",
            CreatedAt = claim.ClaimedAt,
            MaxAttemptsPrep = 1,
            MaxAttemptsOcr = 1,
            RetryDelaySeconds = 0,
        };
}
