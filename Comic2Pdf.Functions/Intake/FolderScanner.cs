using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Finds new files in in/, by looking: it works on network shares and forgets nothing, as each look is a full one. A file is taken when its size
/// and time are the same in two looks an interval apart; .part, .tmp and hidden files are not looked at. One that cannot be read waits and does not hold up the others.
/// </summary>
public sealed class FolderScanner(DataLayout layout, AppSettings settings, IntakeService intake, TimeProvider time, ILogger<FolderScanner> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Sighting> _seen = new(StringComparer.Ordinal);

    private long? _last;

    /// <summary>Whether it is time to look; polling faster than once a second is the caller's business.</summary>
    public bool IsDue() => _last is not { } last || settings.PollIntervalMs <= 1000 || time.GetElapsedTime(last).TotalMilliseconds >= settings.PollIntervalMs;

    /// <summary>Looks once.</summary>
    public async Task ScanAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        _last = time.GetTimestamp();
        var now = time.GetUtcNow();
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Find().Order(StringComparer.Ordinal))
        {
            present.Add(path);
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsStable(path, now))
            {
                continue;
            }

            var result = await intake.TakeAsync(client, path, nonce: null, cancellationToken);
            if (result.Kind == IntakeResult.Later && _seen.TryGetValue(path, out var sighting))
            {
                // Longer pauses each time: a file without rights must not fill the log.
                var pause = sighting.Pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(settings.PollIntervalMs) : sighting.Pause * 2;
                pause = pause < LongestPause ? pause : LongestPause;
                _seen[path] = sighting with { Pause = pause, NotBefore = now + pause };
            }
        }

        foreach (var gone in _seen.Keys.Where(p => !present.Contains(p)).ToList())
        {
            _seen.Remove(gone);
        }
    }

    private static bool IsIgnored(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith('.') || name.EndsWith(".part", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase);
    }

    private IEnumerable<string> Find()
    {
        try
        {
            return [.. Directory.EnumerateFiles(layout.In).Where(p => !IsIgnored(p))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.HousekeepingFault(logger, "looking into in/", e.Message);
            return [];
        }
    }

    private bool IsStable(string path, DateTimeOffset now)
    {
        try
        {
            var file = new FileInfo(path);
            // Two looks may follow each other quickly when the first was late: it is the time between them that counts.
            var sight = new Sighting(file.Length, file.LastWriteTimeUtc, TimeSpan.Zero, now + TimeSpan.FromMilliseconds(settings.PollIntervalMs * 0.9));
            if (_seen.TryGetValue(path, out var last) && last.Length == sight.Length && last.Time == sight.Time)
            {
                return now >= last.NotBefore;
            }

            _seen[path] = sight;
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed record Sighting(long Length, DateTime Time, TimeSpan Pause, DateTimeOffset NotBefore);
}
