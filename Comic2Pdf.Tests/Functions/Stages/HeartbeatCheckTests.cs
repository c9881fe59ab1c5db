using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions.Stages;

/// <summary>Files that are there and cannot be read for a while: no attempt that works is given up, and no job ends, for that.</summary>
[Trait("Storage", "files")]
public sealed class HeartbeatCheckTests
{
    private readonly string _data = TestApp.NewFolder();
    private readonly TaskCompletionSource _open = new();
    private Func<string, bool> _isUnreadable = _ => false;
    private int _refused;

    [Fact]
    public async Task Heartbeat_UnreadableForAFewChecks_AttemptGoesOn()
    {
        await using var app = await StartAsync(timeout: 3);
        app.Drop("a.cbz", pages: 1);
        await app.JobAsync("a.cbz", "OCR_RUNNING");
        await RefuseAsync(app, name => name.EndsWith("/ocr.heartbeat", StringComparison.Ordinal), times: 2);
        await AssertDoneAsync(app);
    }

    [Fact]
    public async Task Heartbeat_UnreadableFromTheStart_AttemptGoesOn()
    {
        _isUnreadable = name => name.EndsWith(".heartbeat", StringComparison.Ordinal);
        await using var app = await StartAsync(timeout: 1);
        app.Drop("a.cbz", pages: 1);
        await app.JobAsync("a.cbz", "OCR_RUNNING");
        await RefuseAsync(app, _isUnreadable, times: 3);
        await AssertDoneAsync(app);
    }

    [Fact]
    public async Task Config_UnreadableWhileAttemptsRun_JobGoesOn()
    {
        await using var app = await StartAsync(timeout: 600);
        Assert.Equal(200, (await app.PostAsync("/config", "{\"job_timeout_s\": 3}")).Status);
        app.Drop("a.cbz", pages: 1);
        await app.JobAsync("a.cbz", "OCR_RUNNING");

        // The attempt asks for the time-out each second, the watch each second or two: a dozen refusals meet both.
        await RefuseAsync(app, name => name == DataLayout.ConfigJson, times: 12);
        await AssertDoneAsync(app);
    }

    [Fact]
    public async Task Config_Unreadable_NewFilesWaitAndTakeTheLanguageThatWasSet()
    {
        _open.SetResult();
        await using var app = await StartAsync(timeout: 600);
        Assert.Equal(200, (await app.PostAsync("/config", "{\"default_ocr_lang\": \"fra\"}")).Status);
        _isUnreadable = name => name == DataLayout.ConfigJson;
        app.Drop("a.cbz", pages: 1);
        await app.UntilAsync("it was asked for", () => _refused > 1);
        Assert.Equal(["in/a.cbz"], app.Files.Names("in"));
        Assert.Equal(503, (int)(await app.Http.GetAsync("/config")).StatusCode);
        Assert.Equal(503, (await app.PostAsync("/config", "{\"ocr_concurrency\": 2}")).Status);
        _isUnreadable = _ => false;
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal("fra", job.Profile.GetProperty("ocr").GetProperty("lang").GetString());
    }

    private Task<TestApp> StartAsync(int timeout) =>
        TestApp.StartAsync(
            s => s with { JobTimeoutSeconds = timeout, StallSeconds = 600 },
            new FakeBooks { OnRead = (_, token) => _open.Task.WaitAsync(token) },
            _data,
            services =>
                services.AddSingleton(
                    HookedStore.Of(
                        new FileStore(_data),
                        (method, given) =>
                        {
                            if (
                                given is [string name, ..]
                                && (method == nameof(IStore.ReadAsync) || name == DataLayout.ConfigJson)
                                && _isUnreadable(name)
                            )
                            {
                                Interlocked.Increment(ref _refused);
                                throw new IOException("unreadable, says the test");
                            }
                        }
                    )
                )
        );

    private async Task RefuseAsync(TestApp app, Func<string, bool> what, int times)
    {
        var before = _refused;
        _isUnreadable = what;
        await app.UntilAsync($"it was refused {times} times", () => _refused >= before + times);
        _isUnreadable = _ => false;
    }

    private async Task AssertDoneAsync(TestApp app)
    {
        _open.SetResult();
        var job = await app.JobAsync("a.cbz", "DONE", "ERROR_OCR", "ERROR_PREP");
        Assert.Equal(("DONE", 1, 1), (job.State, job.AttemptPrep, job.AttemptOcr));
        Assert.DoesNotContain("OCR_TIMEOUT", await app.HistoryAsync(job.JobKey));
    }
}
