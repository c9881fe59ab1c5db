using System.Collections.Concurrent;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// What is in in/, cannot be taken, and stays there: it cannot be opened, or is a folder where an archive was meant. Each is said once, in the log, in the metrics and
/// in GET /rejections, for as long as it is there. In memory: after a restart it is found, and said, again. Thread-safe.
/// </summary>
public sealed class LeftFiles(RejectionJournal journal, TimeProvider time, ILogger<LeftFiles> logger)
{
    private readonly ConcurrentDictionary<string, Rejection> _known = new(StringComparer.Ordinal);

    /// <summary>All that is left now.</summary>
    public IReadOnlyList<(string Name, Rejection Reason)> All => [.. _known.Select(f => (f.Key, f.Value))];

    /// <summary>Remembers one, and says so if it is new.</summary>
    /// <param name="file">What is left.</param>
    /// <param name="code">See <see cref="RejectionCode"/>.</param>
    /// <param name="detail">One sentence for a person.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task AddAsync(StoredFile file, string code, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var now = Timestamp.Of(time.GetUtcNow());
        var reason = new Rejection(file.FileName, code, detail, file.Length, now, DataLayout.FolderBelowIn(file.Name));
        var isNew = true;
        _known.AddOrUpdate(
            file.Name,
            reason,
            (_, old) =>
            {
                isNew = old.Code != code;
                return isNew ? reason : old;
            }
        );
        if (isNew)
        {
            Log.FileLeft(logger, file.Name, code, detail);
            await journal.AddAsync(now, file.FileName, code, file.Source, cancellationToken);
        }
    }

    /// <summary>Forgets those that are no longer left: gone, or taken.</summary>
    /// <param name="stillLeft">The names of all that a look has found again.</param>
    public void Keep(IReadOnlySet<string> stillLeft)
    {
        foreach (var name in _known.Keys.Where(n => !stillLeft.Contains(n)))
        {
            _known.TryRemove(name, out _);
        }
    }
}
