using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>What is done with every tick: the fault of one step holds up no other, and nothing of it fails a job.</summary>
public sealed class FolderTickTests
{
    [Fact]
    [Trait("Storage", "files")]
    public async Task Tick_IndexCannotBeWritten_FilesAndDecisionsGoOn()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        // After that the file is not written until something changes.
        await app.UntilAsync(
            "jobs.json says so",
            () =>
                app.Json("index", "jobs.json") is { } jobs
                && jobs.GetArrayLength() == 1
                && jobs[0].GetProperty("state").GetString() == "DONE"
        );

        // A folder in the place of the file: a fault that also stops root.
        app.Files.Delete("index", "jobs.json");
        Directory.CreateDirectory(app.At("index", "jobs.json", "in the way"));
        app.Drop("b.cbz", source);
        app.Drop("c.cbz", pages: 5);
        await app.JobAsync("c.cbz", "DONE");
        await app.UntilAsync("b.cbz is held", async () => await app.HeldAsync() == 1 ? "yes" : null);
        app.Files.Write($"hold/duplicates/{job.JobKey}/decision.json", "{\"action\":\"DISCARD\"}");
        await app.UntilAsync("it is decided", async () => await app.HeldAsync() == 0 ? "yes" : null);
        await app.UntilAsync(
            "the counters are written all the same",
            () => app.Json("index", "metrics.json")?.GetProperty("done").GetInt32() == 2
        );
        Directory.Delete(app.At("index", "jobs.json"), recursive: true);
        await app.UntilAsync("jobs.json is repaired", () => app.Json("index", "jobs.json")?.GetArrayLength() == 2);
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Tick_DecisionCannotBeCarriedOut_FilesAndIndexGoOn()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        app.Drop("b.cbz", source);
        await app.UntilAsync("b.cbz is held", async () => await app.HeldAsync() == 1 ? "yes" : null);
        var status = app.At("hold", "duplicates", job.JobKey, "status.json");
        File.Delete(status);
        Directory.CreateDirectory(Path.Combine(status, "in the way"));
        app.Files.Write($"hold/duplicates/{job.JobKey}/decision.json", "{\"action\":\"USE_EXISTING_RESULT\"}");
        app.Drop("c.cbz", pages: 5);
        await app.JobAsync("c.cbz", "DONE");
        await app.UntilAsync("jobs.json knows it", () => app.Json("index", "jobs.json")?.GetArrayLength() == 2);
        Directory.Delete(status, recursive: true);
        await app.UntilAsync("it is carried out", () => app.Files.Exists("out", $"b__job-{job.JobKey}.pdf"));
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Tick_InFolderIsAway_IsMadeAgainAndDecisionsGoOn()
    {
        await using var app = await TestApp.StartAsync(books: new FakeBooks());
        var source = app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "DONE");
        app.Drop("b.cbz", source);
        await app.UntilAsync("b.cbz is held", async () => await app.HeldAsync() == 1 ? "yes" : null);
        Directory.Move(app.At("in"), app.At("away"));
        app.Files.Write($"hold/duplicates/{job.JobKey}/decision.json", "{\"action\":\"DISCARD\"}");
        await app.UntilAsync("it is decided", async () => await app.HeldAsync() == 0 ? "yes" : null);

        // It was made again meanwhile.
        Assert.True(Directory.Exists(app.At("in")));
        app.Drop("c.cbz", pages: 5);
        await app.JobAsync("c.cbz", "DONE");
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Job_StateCannotBeWritten_WaitsUntilItCan()
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            s => s with { MaxJobsInFlight = 1 },
            new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) }
        );
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "OCR_RUNNING");
        await app.UntilStateFileAsync(job.JobKey, "OCR_RUNNING");
        var state = app.At("work", job.JobKey, "state.json");
        File.Delete(state);
        Directory.CreateDirectory(Path.Combine(state, "in the way"));
        open.SetResult();
        await app.UntilAsync(
            "the fault was met",
            () => Directory.GetFiles(app.At("logs")).Any(f => TestApp.TextOf(f).Contains("RecordStatus", StringComparison.Ordinal))
        );
        Directory.Delete(state, recursive: true);
        await app.JobAsync("a.cbz", "DONE");
        await app.UntilAsync(
            "state.json says so",
            () => app.Json("work", job.JobKey, "state.json")?.GetProperty("state").GetString() == "DONE"
        );
        Assert.True(app.Files.Exists("archive", "a.cbz"));
    }

    [Fact]
    public async Task Start_ClaimedAndNeverStarted_IsStartedThenAndAlsoLater()
    {
        // A claim with its archive is all that a crash between the two leaves. It names the history that the job is to be in.
        var made = await TestApp.StartAsync(books: new FakeBooks());
        var source = made.Drop("a.cbz");
        var job = await made.JobAsync("a.cbz", "DONE");
        var other = made.Drop("b.cbz", pages: 5);
        var later = await made.JobAsync("b.cbz", "DONE");
        var claims = new[] { job, later }.ToDictionary(
            j => j.JobKey,
            j => made.Files.Bytes("work", j.JobKey, "claim"),
            StringComparer.Ordinal
        );
        foreach (var done in new[] { job, later })
        {
            using var deleted = await made.Http.DeleteAsync($"/jobs/{done.JobKey}");
            Assert.True(deleted.IsSuccessStatusCode);
            made.Files.Delete("archive", done.InputFile);
        }

        await made.StopAsync();
        Leave(job, source);

        // Three seconds before housekeeping is due, whatever the time is.
        var now = TimeProvider.System.GetUtcNow();
        var due = TimeSpan.FromSeconds(17 - (now.TimeOfDay.TotalSeconds % 20));
        await using var app = await TestApp.StartAsync(
            books: new FakeBooks(),
            data: made.Data,
            configure: s => s.AddSingleton<TimeProvider>(new ShiftedTime(due))
        );
        await app.JobAsync("a.cbz", "DONE");
        Leave(later, other);
        await app.JobAsync("b.cbz", "DONE");
        Assert.Equal(["archive/a.cbz", "archive/b.cbz"], app.Files.Names("archive"));

        void Leave(JobView of, string archive)
        {
            made.Files.Write($"hold/jobs/{of.JobKey}/{of.InputFile}", File.ReadAllBytes(archive));
            made.Files.Write($"work/{of.JobKey}/claim", claims[of.JobKey]);
        }
    }
}
