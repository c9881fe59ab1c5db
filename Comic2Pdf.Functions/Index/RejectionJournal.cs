using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Index;

/// <summary>index/rejections.jsonl: a line for each file that was refused, which the counters come from. Thread-safe.</summary>
public sealed class RejectionJournal(IStore store, JobIndex index, EventCounters counters, ILogger<RejectionJournal> logger)
{
    // The file is in error/ when its line is written: a line that cannot be written now is kept for the next time.
    private readonly ConcurrentQueue<string> _unwritten = new();
    private Counted? _counted;

    /// <summary>Adds a line. When the journal cannot be written now, the line is written before the next one or the next count.</summary>
    /// <param name="rejectedAt">When, ISO 8601 UTC.</param>
    /// <param name="fileName">The name that the file came with.</param>
    /// <param name="code">Why.</param>
    /// <param name="source">The file and its version, which counts once however many lines there are; null: each line counts.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task AddAsync(string rejectedAt, string fileName, string code, string? source, CancellationToken cancellationToken)
    {
        var line = new Line(rejectedAt, fileName, code, source);
        _unwritten.Enqueue(JsonSerializer.Serialize(line) + "\n");
        counters.Add(EventNames.Rejected, label: code);
        await WriteAsync(cancellationToken);
        index.Touch();
    }

    /// <summary>How many files were ever refused, by code. Read anew when the journal has grown.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        var version = (await store.FindAsync(DataLayout.RejectionsJournal, cancellationToken))?.Version;
        if (_counted is not { } known || known.Version != version)
        {
            var text = version is null ? null : await store.ReadAsync(DataLayout.RejectionsJournal, cancellationToken);
            _counted = known = new Counted(version, Count(Encoding.UTF8.GetString(text ?? [])));
        }

        return known.Counts;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
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

                Log.HousekeepingFault(logger, $"writing {store.DisplayName(DataLayout.RejectionsJournal)}", e.Message);
                return;
            }
        }
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
                Log.JsonCorrupt(logger, store.DisplayName(DataLayout.RejectionsJournal), e.Message);
            }
        }

        return counts;
    }

    private sealed record Line(string At, string FileName, string Code, string? Source = null);

    private sealed record Counted(string? Version, IReadOnlyDictionary<string, int> Counts);
}
