using System.Text;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Stages;

/// <summary>A heartbeat and the check that listens to it, on one store and one clock.</summary>
[Trait("Storage", "files")]
public sealed class HeartbeatTests : IDisposable
{
    private const string Token = "run-p1";
    private static readonly string BeatFile = DataLayout.WorkOf(JobStatuses.Key, "prep.heartbeat");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryStore _store;
    private bool _isUnreadable;

    public HeartbeatTests() => _store = new MemoryStore(_time);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task IsCurrent_ByTheFence_AndUnknownIsYes()
    {
        await using var heartbeat = Create(Hooked());
        Assert.False(await heartbeat.IsCurrentAsync());
        await FenceAsync(Token);
        Assert.True(await heartbeat.IsCurrentAsync());
        await FenceAsync("run-p2");
        Assert.False(await heartbeat.IsCurrentAsync());
        _isUnreadable = true;
        Assert.True(await heartbeat.IsCurrentAsync());
    }

    [Fact]
    public async Task Check_BeatOfThisAttemptOnly_CountsAsABeat()
    {
        await FenceAsync(Token);
        using var config = Config(Hooked());
        var check = new HeartbeatCheck(Hooked(), config, _time, NullLogger<HeartbeatCheck>.Instance);
        var start = _time.GetUtcNow();
        await using (var heartbeat = Create(_store))
        {
            await heartbeat.StartAsync();
        }

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((false, 59), Of(await AskAsync(check, Token, start)));
        Assert.Equal(1, (await AskAsync(check, Token, start)).AskAgainSeconds);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((true, 60), Of(await AskAsync(check, Token, start)));

        // Another attempt, which started ten seconds ago and has not beaten yet.
        Assert.Equal((false, 10), Of(await AskAsync(check, "run-p2", _time.GetUtcNow().AddSeconds(-10))));
    }

    [Fact]
    public async Task Check_UnreadableOrCorruptBeat_IsNoSilence()
    {
        using var config = Config(Hooked());
        var check = new HeartbeatCheck(Hooked(), config, _time, NullLogger<HeartbeatCheck>.Instance);
        var start = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(10));
        _isUnreadable = true;
        Assert.Equal((false, 0), Of(await AskAsync(check, Token, start)));
        _isUnreadable = false;

        // Half written just now.
        await _store.WriteAsync(BeatFile, "{\"at\":"u8.ToArray(), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((false, 5), Of(await AskAsync(check, Token, start)));
    }

    private static (bool IsStale, double Silent) Of(HeartbeatAnswer answer) => (answer.IsStale, answer.SilentSeconds);

    private static Task<HeartbeatAnswer> AskAsync(HeartbeatCheck check, string token, DateTimeOffset start) =>
        check.RunAsync(new HeartbeatQuery(JobStatuses.Key, JobStages.Prep, token, start.UtcDateTime), CancellationToken.None);

    private static RuntimeConfigStore Config(IStore store) =>
        new(new AppSettings { JobTimeoutSeconds = 60 }, new JsonFiles(store, NullLogger<JsonFiles>.Instance));

    private IStore Hooked() =>
        HookedStore.Of(
            _store,
            (method, _) =>
            {
                if (_isUnreadable && method == nameof(IStore.ReadAsync))
                {
                    throw new IOException("unreadable, says the test");
                }
            }
        );

    private Heartbeat Create(IStore store) =>
        new(
            store,
            JobStatuses.Key,
            JobStages.Prep,
            Token,
            TimeSpan.FromMinutes(5),
            () => Task.FromResult(TimeSpan.FromMinutes(1)),
            _time,
            NullLogger.Instance,
            CancellationToken.None
        );

    private Task FenceAsync(string token) =>
        _store.WriteAsync(DataLayout.FenceOf(JobStatuses.Key, JobStages.Prep), Encoding.UTF8.GetBytes(token), CancellationToken.None);
}
