using Comic2Pdf.Functions.Contracts;

namespace Comic2Pdf.Functions.Stages;

/// <summary>When an attempt has been silent for too long. No I/O, no clock.</summary>
public static class HeartbeatRule
{
    private const double ShortestWaitSeconds = 0.5;
    private const double LongestWaitSeconds = 15;
    private const double UnknownWaitSeconds = 2;

    /// <summary>The answer when the heartbeat or the time-out cannot be read.</summary>
    public static HeartbeatAnswer Unknown { get; } = new(false, 0, UnknownWaitSeconds);

    /// <summary>Evaluates the silence of an attempt.</summary>
    /// <param name="lastBeat">The attempt's last beat; null: none yet, which is as old as the attempt.</param>
    /// <param name="attemptStart">When the attempt started, or went on after a pause.</param>
    /// <param name="programStart">When this program started. Silence while it was down proves nothing: the work goes on after the start.</param>
    /// <param name="now">The time.</param>
    /// <param name="timeout">The silence that is too long.</param>
    public static HeartbeatAnswer Decide(
        DateTimeOffset? lastBeat,
        DateTimeOffset attemptStart,
        DateTimeOffset programStart,
        DateTimeOffset now,
        TimeSpan timeout
    )
    {
        // An attempt that was paused starts a second time, long after its last beat perhaps.
        var since = new[] { lastBeat ?? attemptStart, attemptStart, programStart }.Max();
        var silent = (now - since).TotalSeconds;
        var left = timeout.TotalSeconds - silent;
        return left > 0
            ? new HeartbeatAnswer(false, silent, Math.Clamp(left, ShortestWaitSeconds, LongestWaitSeconds))
            : new HeartbeatAnswer(true, silent, 0);
    }
}
