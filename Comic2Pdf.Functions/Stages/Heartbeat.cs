using System.Text;
using System.Text.Json;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>
/// Beats every five seconds (more often when the time-out is short) while work makes progress (work/[jobKey]/prep.heartbeat), and stops the work when its attempt is no longer the
/// current one (work/[jobKey]/prep.attempt). Work that hangs stops beating although the process lives.
/// </summary>
public sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FenceInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RemoteFenceInterval = TimeSpan.FromSeconds(2);

    private readonly IStore _store;
    private readonly string _file;
    private readonly string _fence;
    private readonly string _jobKey;
    private readonly string _token;
    private readonly TimeSpan _stall;
    private readonly Func<Task<TimeSpan>> _timeout;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _end = new();
    private Task _loop = Task.CompletedTask;
    private long _lastProgress;
    private int _done;
    private bool _isWritten = true;
    private bool _isStalled;
    private TimeSpan _knownTimeout = TimeSpan.MaxValue;

    // The time-out may be short: until it is known the attempt beats often.
    private TimeSpan _interval = FenceInterval;

    /// <summary>Makes one; it does not beat yet.</summary>
    /// <param name="store">Where the files are.</param>
    /// <param name="jobKey">The job.</param>
    /// <param name="stage">PREP or OCR.</param>
    /// <param name="token">The attempt.</param>
    /// <param name="stall">Time without progress after which it falls silent; zero: the time-out.</param>
    /// <param name="timeout">The silence after which the attempt is given up, as it is now.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="stopping">The host stops.</param>
    public Heartbeat(
        IStore store,
        string jobKey,
        string stage,
        string token,
        TimeSpan stall,
        Func<Task<TimeSpan>> timeout,
        TimeProvider time,
        ILogger logger,
        CancellationToken stopping
    )
    {
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _file = DataLayout.HeartbeatOf(jobKey, stage);
        _fence = DataLayout.FenceOf(jobKey, stage);
        (_jobKey, _token, _stall, _timeout, _time, _logger) = (jobKey, token, stall, timeout, time, logger);
        _lastProgress = time.GetTimestamp();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <summary>Cancelled when the attempt is given up or the host stops.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether no attempt was named when the fence was looked at last: the work folder was removed.</summary>
    public bool IsFenceMissing { get; private set; }

    /// <summary>When an attempt last beat; null when it never did.</summary>
    /// <exception cref="IOException">The file cannot be read now; that is neither a beat nor silence.</exception>
    public static async Task<DateTimeOffset?> LastBeatAsync(
        IStore store,
        string jobKey,
        string stage,
        string token,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        var name = DataLayout.HeartbeatOf(jobKey, stage);
        if (await store.ReadAsync(name, cancellationToken) is not { } bytes)
        {
            return null;
        }

        try
        {
            var beat = JsonSerializer.Deserialize<Beat>(bytes, Json.Options);
            return beat?.Token == token ? beat.At : null;
        }
        catch (JsonException)
        {
            // What is in it is lost. When it was written is not, and working attempts write it anew in less than a time-out.
            return (await store.FindAsync(name, cancellationToken))?.ModifiedAt;
        }
    }

    /// <summary>Whether the attempt is the current one. When the store cannot be read that is not known, and the attempt goes on.</summary>
    public async Task<bool> IsCurrentAsync()
    {
        try
        {
            var token = await _store.ReadAsync(_fence, CancellationToken.None);
            IsFenceMissing = token is null;
            return token is not null && Encoding.UTF8.GetString(token) == _token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Begins to beat.</summary>
    public async Task StartAsync()
    {
        await BeatAsync(_time.GetUtcNow());
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Reports progress.</summary>
    public void Progress(int done)
    {
        Volatile.Write(ref _done, done);
        Volatile.Write(ref _lastProgress, _time.GetTimestamp());
    }

    /// <summary>Stops beating.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        _end.Dispose();
        // Work that was given up may still hold the token: the source is left to the garbage collector.
    }

    private async Task LoopAsync()
    {
        var look = _store.Traits.HasCheapCalls ? FenceInterval : RemoteFenceInterval;
        var lastBeat = _time.GetTimestamp();
        while (!_end.IsCancellationRequested)
        {
            var interval = await IntervalAsync();
            await Task.Delay(look < interval ? look : interval, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            if (!await IsCurrentAsync())
            {
                await _stop.CancelAsync();
                return;
            }

            if (_time.GetElapsedTime(lastBeat) >= interval)
            {
                await BeatWhileThereIsProgressAsync();
                lastBeat = _time.GetTimestamp();
            }
        }
    }

    private async Task BeatWhileThereIsProgressAsync()
    {
        var idle = _time.GetElapsedTime(Volatile.Read(ref _lastProgress));
        var isStalled = idle >= (_stall > TimeSpan.Zero ? _stall : _knownTimeout);
        if (!isStalled)
        {
            await BeatAsync(_time.GetUtcNow());
        }
        else if (!_isStalled)
        {
            // The last one says since when there is no progress: the silence is as old as that, and not as this beat.
            await BeatAsync(_time.GetUtcNow() - idle);
        }

        _isStalled = isStalled;
    }

    // Healthy work must be heard three times before it counts as silent, whatever the time-out.
    private async Task<TimeSpan> IntervalAsync()
    {
        try
        {
            _knownTimeout = await _timeout();
            var third = _knownTimeout / 3;
            return _interval = third < LongestInterval ? third : LongestInterval;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return _interval;
        }
    }

    private async Task BeatAsync(DateTimeOffset at)
    {
        try
        {
            await _store.WriteAsync(
                _file,
                JsonSerializer.SerializeToUtf8Bytes(new Beat(at, _token, Volatile.Read(ref _done)), Json.Options),
                CancellationToken.None
            );
            _isWritten = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Once: a full disk stays so for many beats.
            if (_isWritten)
            {
                Log.HeartbeatNotWritten(_logger, _jobKey, e.Message);
            }

            _isWritten = false;
        }
    }

    private sealed record Beat(DateTimeOffset At, string Token, int Done);
}
