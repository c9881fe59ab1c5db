using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Activities;

/// <summary>Decides whether an attempt has been silent for too long. The limit is read anew each time: POST /config counts at once.</summary>
public sealed class HeartbeatJudge
{
    private const double LongestWaitSeconds = 15;

    private readonly IStore _store;
    private readonly RuntimeConfigStore _config;
    private readonly TimeProvider _time;
    private readonly ILogger<HeartbeatJudge> _logger;
    private readonly DateTimeOffset _start;

    /// <summary>Made once for each start of the program.</summary>
    public HeartbeatJudge(IStore store, RuntimeConfigStore config, TimeProvider time, ILogger<HeartbeatJudge> logger)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_store, _config, _time, _logger) = (store, config, time, logger);
        _start = time.GetUtcNow();
    }

    /// <summary>Judges.</summary>
    public async Task<HeartbeatAnswer> JudgeAsync(HeartbeatQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var timeout = (await _config.GetAsync(cancellationToken)).JobTimeoutSeconds;
        // Absent is as old as the attempt. Silence while this program was down proves nothing: the work goes on after the start.
        var since = await Heartbeat.LastBeatAsync(_store, query.JobKey, query.Stage, query.Token, cancellationToken) ?? new DateTimeOffset(query.StartedAt, TimeSpan.Zero);
        since = since > _start ? since : _start;
        var silent = (_time.GetUtcNow() - since).TotalSeconds;
        if (silent < timeout)
        {
            return new HeartbeatAnswer(false, silent, Math.Clamp(timeout - silent, 0.5, LongestWaitSeconds));
        }

        Log.HeartbeatStale(_logger, query.JobKey, query.Stage, Math.Round(silent));
        return new HeartbeatAnswer(true, silent, 0);
    }
}
