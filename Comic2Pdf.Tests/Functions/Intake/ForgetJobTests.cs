using System.Text.Json;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>Forgetting a job never removes an archive.</summary>
[Trait("Storage", "files")]
public sealed class ForgetJobTests
{
    [Theory]
    [InlineData("error/{0}/a.cbz")]
    [InlineData("hold/jobs/{0}/a.cbz")]
    [InlineData("work/{0}/input/a.cbz")]
    public async Task Run_FailedJob_ItsArchiveStaysWithTheReason(string place)
    {
        using var intake = new IntakeFixture();
        var jobKey = await intake.JobAsync("ERROR_PREP");
        var at = string.Format(System.Globalization.CultureInfo.InvariantCulture, place, jobKey);
        await intake.Files.MoveAsync($"hold/jobs/{jobKey}/a.cbz", at, overwrite: true, CancellationToken.None);
        await intake.WriteAsync($"error/{jobKey}/state.json", "{}"u8.ToArray());
        intake.History.Enter(jobKey, "ERROR_PREP", new JobError("archive_encrypted", "a password is needed"));

        await ForgetAsync(intake, jobKey);

        Assert.Equal(["error/a.cbz", "error/a.cbz.reason.json"], intake.Files.Names);
        Assert.Equal(IntakeFixture.Comic(), await intake.Files.ReadAsync("error/a.cbz", CancellationToken.None));
        var reason = JsonSerializer.Deserialize<Rejection>((await intake.TextAsync("error/a.cbz.reason.json"))!, Json.Options)!;
        Assert.Equal(("a.cbz", "archive_encrypted"), (reason.FileName, reason.Code));
        Assert.Null(await intake.Jobs.FindAsync(intake.History, jobKey, CancellationToken.None));
    }

    [Fact]
    public async Task Run_StoreFailsInTheMiddle_TheJobIsThereStillAndSoIsTheArchive()
    {
        var isBroken = true;
        using var intake = new IntakeFixture(hook: store =>
            HookedStore.Of(
                store,
                (method, given) =>
                {
                    if (isBroken && method == nameof(IStore.MoveAsync) && given[1] is "error/a.cbz")
                    {
                        throw new IOException("the disk is full, says the test");
                    }
                }
            )
        );
        var jobKey = await intake.JobAsync("ERROR_PREP");
        await Assert.ThrowsAsync<IOException>(() => ForgetAsync(intake, jobKey));
        Assert.NotNull(await intake.Jobs.FindAsync(intake.History, jobKey, CancellationToken.None));
        Assert.Contains($"hold/jobs/{jobKey}/a.cbz", intake.Files.Names);
        isBroken = false;
        await ForgetAsync(intake, jobKey);
        Assert.Equal(["error/a.cbz", "error/a.cbz.reason.json"], intake.Files.Names);
    }

    private static async Task ForgetAsync(IntakeFixture intake, string jobKey)
    {
        var job = (await intake.Jobs.FindAsync(intake.History, jobKey, CancellationToken.None))!.Record;
        await intake.ForgetJob.RunAsync(intake.History, jobKey, job, CancellationToken.None);
    }
}
