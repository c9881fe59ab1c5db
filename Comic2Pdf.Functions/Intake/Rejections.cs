using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Files that were refused: the file and its reason in error/, a line in index/rejections.jsonl that the counters come from.</summary>
public sealed class Rejections(IStore store, JsonFiles files, TimeProvider time, ILogger<Rejections> logger)
{
    // The file is in error/ when its line is written: a line that cannot be written now is kept for the next time.
    private readonly ConcurrentQueue<string> _unwritten = new();
    private Journal? _journal;

    /// <summary>Moves a file to error/ and says why.</summary>
    public async Task<Rejection> RejectAsync(StoredFile file, string fileName, string code, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var rejection = new Rejection(fileName, code, detail, file.Length, Timestamp.Of(time.GetUtcNow()));
        await MoveAsync(file, rejection, cancellationToken);
        var line = new Line(rejection.RejectedAt, fileName, code, store.IsLocal ? null : $"{file.Name} {file.Version}");
        _unwritten.Enqueue(JsonSerializer.Serialize(line) + "\n");
        await WriteLinesAsync(cancellationToken);
        Log.Rejected(logger, fileName, code, detail);
        return rejection;
    }

    /// <summary>How many files were ever refused, by code. Read anew when the journal has grown.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken)
    {
        await WriteLinesAsync(cancellationToken);
        var version = (await store.FindAsync(DataLayout.RejectionsJournal, cancellationToken))?.Version;
        if (_journal is not { } known || known.Version != version)
        {
            var text = version is null ? null : await store.ReadAsync(DataLayout.RejectionsJournal, cancellationToken);
            _journal = known = new Journal(version, Count(Encoding.UTF8.GetString(text ?? [])));
        }

        return known.Counts;
    }

    private async Task WriteLinesAsync(CancellationToken cancellationToken)
    {
        while (_unwritten.TryDequeue(out var line))
        {
            try
            {
                await store.AppendAsync(DataLayout.RejectionsJournal, line, cancellationToken);
            }
            catch (Exception e)
            {
                _unwritten.Enqueue(line);
                if (e is not (IOException or UnauthorizedAccessException))
                {
                    throw;
                }

                Log.HousekeepingFault(logger, $"writing {store.Show(DataLayout.RejectionsJournal)}", e.Message);
                return;
            }
        }
    }

    /// <summary>The reason first, the file then: a file in error/ always has one.</summary>
    private async Task MoveAsync(StoredFile file, Rejection rejection, CancellationToken cancellationToken)
    {
        var name = DataLayout.Fit(rejection.FileName, ".reason.json".Length);
        string target;
        do
        {
            target = await store.FreeNameAsync(file, DataLayout.Error, name, cancellationToken);
            await files.WriteAsync($"{target}.reason.json", rejection, cancellationToken);
        }
        while (await store.MoveAsync(file, target, cancellationToken) == MoveResult.TargetExists);
    }

    private Dictionary<string, int> Count(string journal)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var sources = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in journal.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (JsonSerializer.Deserialize<Line>(text) is { Code: { } code } line && (line.Source is null || sources.Add(line.Source)))
                {
                    counts[code] = counts.GetValueOrDefault(code) + 1;
                }
            }
            catch (JsonException e)
            {
                // A line that a power cut left half written; the others count.
                Log.JsonCorrupt(logger, store.Show(DataLayout.RejectionsJournal), e.Message);
            }
        }

        return counts;
    }

    // Two processes that refuse one file at once, or one that crashed and does it again, write two lines: by its source it counts once.
    private sealed record Line(string At, string FileName, string Code, string? Source = null);

    private sealed record Journal(string? Version, IReadOnlyDictionary<string, int> Counts);
}
