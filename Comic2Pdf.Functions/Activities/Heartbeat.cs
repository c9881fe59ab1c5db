using System.Text.Json;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Activities;

/// <summary>
/// Beats every five seconds (more often when the time-out is short) while work makes progress (work/[jobKey]/prep.heartbeat), and stops the work when its attempt is no longer the
/// current one (work/[jobKey]/prep.attempt). Work that hangs stops beating although the process lives.
/// </summary>
public sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FenceInterval = TimeSpan.FromMilliseconds(500);

    private readonly string _file;
    private readonly string _fence;
    private readonly string _jobKey;
    private readonly string _token;
    private readonly TimeSpan _stall;
    private readonly Func<TimeSpan> _timeout;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _end = new();
    private Task _loop = Task.CompletedTask;
    private long _lastProgress;
    private int _done;

    /// <summary>Makes one; it does not beat yet.</summary>
    public Heartbeat(
        DataLayout layout, string jobKey, string stage, string token, TimeSpan stall, Func<TimeSpan> timeout, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(time);
        _file = HeartbeatFile(layout, jobKey, stage);
        _fence = FenceFile(layout, jobKey, stage);
        (_jobKey, _token, _stall, _timeout, _time, _logger) = (jobKey, token, stall, timeout, time, logger);
        _lastProgress = time.GetTimestamp();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <summary>Cancelled when the attempt is given up or the host stops.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The file that says which attempt of a stage is the current one.</summary>
    public static string FenceFile(DataLayout layout, string jobKey, string stage)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return layout.WorkOf(jobKey, $"{Name(stage)}.attempt");
    }

    /// <summary>When an attempt last beat; null when it never did.</summary>
    public static DateTimeOffset? LastBeat(DataLayout layout, string jobKey, string stage, string token)
    {
        try
        {
            var beat = JsonSerializer.Deserialize<Beat>(File.ReadAllBytes(HeartbeatFile(layout, jobKey, stage)), Json.Options);
            return beat?.Token == token ? beat.At : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the attempt is the current one.</summary>
    public bool IsCurrent()
    {
        try
        {
            return File.ReadAllText(_fence) == _token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Begins to beat.</summary>
    public void Start()
    {
        Write();
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Something was done.</summary>
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

    private static string HeartbeatFile(DataLayout layout, string jobKey, string stage) => layout.WorkOf(jobKey, $"{Name(stage)}.heartbeat");

    private static string Name(string stage) => stage == Jobs.Stages.Prep ? "prep" : "ocr";

    private async Task LoopAsync()
    {
        var lastBeat = _time.GetTimestamp();
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(FenceInterval, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            if (!IsCurrent())
            {
                await _stop.CancelAsync();
                return;
            }

            if (_time.GetElapsedTime(lastBeat) >= Interval() && _time.GetElapsedTime(Volatile.Read(ref _lastProgress)) < _stall)
            {
                Write();
                lastBeat = _time.GetTimestamp();
            }
        }
    }

    // Healthy work must be heard three times before it counts as silent, whatever the time-out.
    private TimeSpan Interval()
    {
        var third = _timeout() / 3;
        return third < LongestInterval ? third : LongestInterval;
    }

    private void Write()
    {
        var temporary = $"{_file}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new Beat(_time.GetUtcNow(), _token, Volatile.Read(ref _done)), Json.Options));
            File.Move(temporary, _file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HeartbeatNotWritten(_logger, _jobKey, e.Message);
        }
    }

    private sealed record Beat(DateTimeOffset At, string Token, int Done);
}
