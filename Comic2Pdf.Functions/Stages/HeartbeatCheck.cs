using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stages;

/// <summary>Looks whether an attempt has been silent for too long. The limit is read anew each time: POST /config counts at once.</summary>
public sealed class HeartbeatCheck
{
    private readonly IStore _store;
    private readonly RuntimeConfigStore _config;
    private readonly TimeProvider _time;
    private readonly ILogger<HeartbeatCheck> _logger;
    private readonly DateTimeOffset _start;

    /// <summary>Made once for each start of the program.</summary>
    public HeartbeatCheck(IStore store, RuntimeConfigStore config, TimeProvider time, ILogger<HeartbeatCheck> logger)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_store, _config, _time, _logger) = (store, config, time, logger);
        _start = time.GetUtcNow();
    }

    /// <summary>Looks. A store that cannot be read is neither silence nor a beat: it is looked at again.</summary>
    public async Task<HeartbeatAnswer> RunAsync(HeartbeatQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            var timeout = TimeSpan.FromSeconds((await _config.GetAsync(cancellationToken)).JobTimeoutSeconds);
            var lastBeat = await Heartbeat.LastBeatAsync(_store, query.JobKey, query.Stage, query.Token, cancellationToken);
            var answer = HeartbeatRule.Decide(
                lastBeat,
                new DateTimeOffset(query.StartedAt, TimeSpan.Zero),
                _start,
                _time.GetUtcNow(),
                timeout
            );
            if (answer.IsStale)
            {
                Log.HeartbeatStale(_logger, query.JobKey, query.Stage, Math.Round(answer.SilentSeconds));
            }

            return answer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HeartbeatNotRead(_logger, query.JobKey, query.Stage, e.Message);
            return HeartbeatRule.Unknown;
        }
    }
}
