using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stores;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Finds new files in in/, by looking: it works on network shares and forgets nothing, as each look is a full one. A file is taken when its size
/// and time are the same in two looks an interval apart; .part, .tmp and hidden files are not looked at. One that cannot be read waits and does not hold up the others.
/// </summary>
public sealed class FolderScanner(IStore store, AppSettings settings, IntakeService intake, TimeProvider time)
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
        var present = new Dictionary<string, StoredFile>(StringComparer.Ordinal);
        await foreach (var file in store.ListAsync(DataLayout.In, cancellationToken))
        {
            if (!DataLayout.IsIgnored(file.FileName))
            {
                present[file.Name] = file;
            }
        }

        foreach (var file in present.Values.Where(f => IsReady(f, now)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList())
        {
            var result = await intake.TakeAsync(client, file.Name, file.FileName, nonce: null, cancellationToken);
            if (result.Kind == IntakeResult.Later && _seen.TryGetValue(file.Name, out var sighting))
            {
                // Longer pauses each time: a file without rights must not fill the log.
                var pause = sighting.Pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(settings.PollIntervalMs) : sighting.Pause * 2;
                pause = pause < LongestPause ? pause : LongestPause;
                _seen[file.Name] = sighting with { Pause = pause, NotBefore = now + pause };
            }
        }

        foreach (var gone in _seen.Keys.Where(name => !present.ContainsKey(name)).ToList())
        {
            _seen.Remove(gone);
        }
    }

    /// <summary>Whether a file is whole: blobs always are, files when they look the same twice.</summary>
    private bool IsReady(StoredFile file, DateTimeOffset now)
    {
        if (_seen.TryGetValue(file.Name, out var last) && last.Version == file.Version)
        {
            return now >= last.NotBefore;
        }

        // Two looks may follow each other quickly when the first was late: it is the time between them that counts.
        _seen[file.Name] = new Sighting(file.Version, TimeSpan.Zero, now + TimeSpan.FromMilliseconds(settings.PollIntervalMs * 0.9));
        return !store.IsLocal;
    }

    private sealed record Sighting(string Version, TimeSpan Pause, DateTimeOffset NotBefore);
}
