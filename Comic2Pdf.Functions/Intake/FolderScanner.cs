using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Finds new files in in/, by looking: it works on network shares and forgets nothing, as each look is a full one. A file is taken when its size
/// and time have stood still for SETTLE_SECONDS (<see cref="SettledFileRule"/>) and no program has it open for writing; unfinished and hidden files are not looked at
/// (<see cref="UnfinishedNameRule"/>). One that cannot be read is said once (<see cref="LeftFiles"/>), waits, and does not hold up the others.
/// </summary>
public sealed class FolderScanner(
    IStore store,
    AppSettings settings,
    TakeFile takeFile,
    StuckFiles stuck,
    LeftFiles left,
    TimeProvider time,
    ILogger<FolderScanner> logger
)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, SeenFile> _seen = new(StringComparer.Ordinal);

    private long? _last;

    /// <summary>Whether it is time to look; polling faster than once a second is the caller's business.</summary>
    public bool IsDue() =>
        _last is not { } last || settings.PollIntervalMs <= 1000 || time.GetElapsedTime(last).TotalMilliseconds >= settings.PollIntervalMs;

    /// <summary>Lists in/ once and takes in each file that is settled.</summary>
    public async Task ScanAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        _last = time.GetTimestamp();
        var now = time.GetElapsedTime(0);
        if (store.EnsureFolder(DataLayout.In))
        {
            Log.FolderMade(logger, store.DisplayName(DataLayout.In));
        }

        var folder = await InFolder.ReadAsync(store, cancellationToken);
        var present = new Dictionary<string, StoredFile>(StringComparer.Ordinal);
        foreach (var file in folder.Files.Values)
        {
            if (!DataLayout.IsIgnored(file.FileName) && !await stuck.ContainsAsync(file, cancellationToken))
            {
                present[file.Name] = file;
            }
        }

        foreach (var file in present.Values.Where(f => IsReady(f, now)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList())
        {
            await TryTakeAsync(client, file, now, cancellationToken);
        }

        await stuck.ForgetGoneAsync(folder.Files, cancellationToken);
        foreach (var gone in _seen.Keys.Where(name => !present.ContainsKey(name)).ToList())
        {
            _seen.Remove(gone);
        }

        foreach (var (file, code, detail) in folder.Left)
        {
            await left.AddAsync(file, code, detail, cancellationToken);
        }

        left.Keep(
            folder
                .Left.Select(f => f.File.Name)
                .Concat(_seen.Where(f => f.Value.IsUnreadable).Select(f => f.Key))
                .ToHashSet(StringComparer.Ordinal)
        );
    }

    private async Task TryTakeAsync(DurableTaskClient client, StoredFile file, TimeSpan now, CancellationToken cancellationToken)
    {
        if (await IsBeingWrittenAsync(file, cancellationToken))
        {
            return;
        }

        var result = await takeFile.RunAsync(client, new IntakeRequest(file.Name), cancellationToken);
        if (result.Kind == IntakeKind.Later)
        {
            var isUnreadable = result.Code == RejectionCode.Unreadable;
            _seen[file.Name] = _seen[file.Name].Postponed(now, Interval, isUnreadable);
            if (isUnreadable)
            {
                await left.AddAsync(file, RejectionCode.Unreadable, result.Detail!, cancellationToken);
            }
        }
        else
        {
            _seen.Remove(file.Name);
        }
    }

    // Copied slowly, or held open by a program that has yet to write more: looked at again with the next look.
    private async Task<bool> IsBeingWrittenAsync(StoredFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await store.IsOpenForWritingAsync(file.Name, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Taking it meets the same fault, and says so.
            return false;
        }
    }

    private TimeSpan SettleTime =>
        store.Traits.HasWholeFiles ? TimeSpan.Zero
        : TimeSpan.FromSeconds(settings.SettleSeconds) is var settle && settle > Interval ? settle
        : Interval;

    private TimeSpan Interval => TimeSpan.FromMilliseconds(settings.PollIntervalMs);

    private bool IsReady(StoredFile file, TimeSpan now)
    {
        var last = _seen.GetValueOrDefault(file.Name);
        var sighting = SettledFileRule.See(last?.Sighting, file.Version, now);
        var seen = _seen[file.Name] = last is not null && last.Sighting == sighting ? last : new SeenFile(sighting, TimeSpan.Zero, now);
        return now >= seen.NotBefore && SettledFileRule.IsSettled(sighting, now, SettleTime);
    }

    /// <summary>A file and when it may be tried.</summary>
    private sealed record SeenFile(FileSighting Sighting, TimeSpan Pause, TimeSpan NotBefore, bool IsUnreadable = false)
    {
        /// <summary>After a try in vain. Longer each time: a file without rights must not fill the log.</summary>
        public SeenFile Postponed(TimeSpan now, TimeSpan interval, bool isUnreadable)
        {
            var pause = Pause == TimeSpan.Zero ? interval : Pause * 2;
            pause = pause < LongestPause ? pause : LongestPause;
            return this with { Pause = pause, NotBefore = now + pause, IsUnreadable = isUnreadable };
        }
    }
}
