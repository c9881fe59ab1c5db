using System.Text.Json;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Housekeeping;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Intake;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions.Housekeeping;

[Trait("Storage", "files")]
public sealed class HistoryRetentionTests
{
    [Theory]
    [InlineData(90, 90, false)]
    [InlineData(90, 91, true)]
    [InlineData(0, 5000, false)]
    public async Task Run_EndedDaysAgo_LeavesTheHistoryAndALineStays(int historyDays, int age, bool isRemoved)
    {
        using var intake = new IntakeFixture();
        var jobKey = await EndedAsync(intake);
        intake.Time.Advance(TimeSpan.FromDays(age));
        await RunAsync(intake, historyDays);
        Assert.Equal(isRemoved, await intake.Jobs.FindAsync(intake.History, jobKey, CancellationToken.None) is null);
        Assert.Equal(isRemoved, intake.Index.Find(jobKey) is null);
        Assert.Equal(
            isRemoved ? [$"hold/jobs/{jobKey}/a.cbz", "index/history.jsonl"] : [$"hold/jobs/{jobKey}/a.cbz", $"work/{jobKey}/claim"],
            intake.Files.Names
        );
        if (isRemoved)
        {
            var line = Assert.Single((await intake.TextAsync("index/history.jsonl"))!.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(
                (jobKey, "DONE"),
                (
                    JsonDocument.Parse(line).RootElement.GetProperty("jobKey").GetString(),
                    JsonDocument.Parse(line).RootElement.GetProperty("state").GetString()
                )
            );
        }
    }

    [Fact]
    public async Task Run_StartedAgainMeanwhile_Stays()
    {
        using var intake = new IntakeFixture();
        var jobKey = await EndedAsync(intake);
        intake.History.Enter(jobKey, "PREP_RUNNING");
        intake.Time.Advance(TimeSpan.FromDays(100));
        await RunAsync(intake, historyDays: 90);
        Assert.NotNull(intake.Index.Find(jobKey));
    }

    [Fact]
    public async Task Run_LineCannotBeWritten_JobStaysAndTheOthersGo()
    {
        var first = "none";
        using var intake = new IntakeFixture(hook: store =>
            HookedStore.Of(
                store,
                (method, given) =>
                {
                    if (
                        method == nameof(IStore.AppendAsync)
                        && given is [_, string lines, ..]
                        && lines.Contains(first, StringComparison.Ordinal)
                    )
                    {
                        throw new IOException("says the test");
                    }
                }
            )
        );
        first = await EndedAsync(intake);
        var second = await EndedAsync(intake, IntakeFixture.Comic(1));
        intake.Time.Advance(TimeSpan.FromDays(100));
        await RunAsync(intake, historyDays: 90);
        Assert.NotNull(intake.Index.Find(first));
        Assert.Null(intake.Index.Find(second));
    }

    private static async Task<string> EndedAsync(IntakeFixture intake, byte[]? content = null)
    {
        var jobKey = await intake.JobAsync("DONE", content);
        intake.Index.Put(JobStatuses.In("DONE", intake.Time.GetUtcNow(), jobKey));
        return jobKey;
    }

    private static Task RunAsync(IntakeFixture intake, int historyDays) =>
        new HistoryRetention(
            new AppSettings { HistoryDays = historyDays },
            intake.Store,
            intake.Index,
            new Publisher(
                intake.Store,
                new JsonFiles(intake.Store, NullLogger<JsonFiles>.Instance),
                new BookShelf(intake.Store, NullLogger<BookShelf>.Instance),
                new SidecarFiles(intake.Store, new AppSettings()),
                NullLogger<Publisher>.Instance
            ),
            new BookShelf(intake.Store, NullLogger<BookShelf>.Instance),
            intake.Time,
            NullLogger<HistoryRetention>.Instance
        ).RunAsync(intake.History, CancellationToken.None);
}
