using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Mirror;
using Comic2Pdf.Functions.Stores;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Intake;

/// <summary>Files that were refused: the file and its reason in error/, a line in index/rejections.jsonl that the counters come from.</summary>
public sealed class Rejections(DataLayout layout, JsonFiles files, TimeProvider time, ILogger<Rejections> logger)
{
    private readonly Lock _lock = new();
    private Dictionary<string, int>? _counts;

    /// <summary>Moves a file to error/ and says why.</summary>
    public Rejection Reject(string path, string code, string detail, JobIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var rejection = new Rejection(Path.GetFileName(path), code, detail, new FileInfo(path).Length, Timestamp.Of(time.GetUtcNow()));
        lock (_lock)
        {
            var target = DataLayout.FreeName(layout.Error, DataLayout.Fit(rejection.FileName, ".reason.json".Length));
            files.Write($"{target}.reason.json", rejection);
            File.Move(path, target);
            File.AppendAllText(layout.RejectionsJournal, JsonSerializer.Serialize(new Line(rejection.RejectedAt, rejection.FileName, code)) + "\n");
            Counts()[code] = Counts().GetValueOrDefault(code) + 1;
        }

        index.Touch();
        Log.Rejected(logger, rejection.FileName, code, detail);
        return rejection;
    }

    /// <summary>How many files were ever refused for this.</summary>
    public int Count(string code)
    {
        lock (_lock)
        {
            return Counts().GetValueOrDefault(code);
        }
    }

    private Dictionary<string, int> Counts() => _counts ??= ReadJournal();

    private Dictionary<string, int> ReadJournal()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!File.Exists(layout.RejectionsJournal))
        {
            return counts;
        }

        foreach (var text in File.ReadLines(layout.RejectionsJournal))
        {
            try
            {
                if (JsonSerializer.Deserialize<Line>(text) is { Code: { } code })
                {
                    counts[code] = counts.GetValueOrDefault(code) + 1;
                }
            }
            catch (JsonException e)
            {
                // A line that a power cut left half written; the others count.
                Log.JsonCorrupt(logger, layout.RejectionsJournal, e.Message);
            }
        }

        return counts;
    }

    private sealed record Line(string At, string FileName, string Code);
}
