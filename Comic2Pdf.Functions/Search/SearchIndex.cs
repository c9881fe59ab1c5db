using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Search;

/// <summary>
/// Finds balloons by their words. The index is a copy, on this machine, of the files of the finished books, and is compared with them: after a start, when this process has
/// changed one, and now and then where other processes may have.
/// </summary>
public sealed class SearchIndex(AppSettings settings, BookShelf shelf, TimeProvider time, ILogger<SearchIndex> logger) : IDisposable
{
    private const int MostWords = 12;
    private const int MostCloseWords = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OthersInterval = TimeSpan.FromSeconds(30);

    private readonly string _path = Path.Combine(settings.DataDir, DataLayout.Index, "search.db");
    private readonly Lazy<Words> _words = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _looking = new();
    private readonly CancellationTokenSource _stop = new();
    private SearchDatabase? _database;
    private Vocabulary? _vocabulary;
    private int _compared;
    private long _comparedAt;
    private bool _isBroken;

    /// <summary>Whether all books are in it, as far as this process knows.</summary>
    private bool IsComplete => Volatile.Read(ref _compared) >= shelf.Version;

    private bool IsOld => settings.IsShared && time.GetElapsedTime(Volatile.Read(ref _comparedAt)) > OthersInterval;

    /// <summary>Looks for words, each of which must be in a balloon: as it is, as a beginning, or with one letter wrong.</summary>
    /// <param name="query">The words.</param>
    /// <param name="jobKey">Only in the book of this job; null: in all.</param>
    /// <param name="limit">The most hits that are wanted.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">The files cannot be read now.</exception>
    public async Task<SearchAnswer> FindAsync(string query, string? jobKey, int limit, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        try
        {
            return Look(query, jobKey, limit);
        }
        catch (SqliteException e) when (SearchDatabase.IsBroken(e))
        {
            Log.SearchIndexBroken(logger, _path, e.Message);
            Volatile.Write(ref _isBroken, true);
            Volatile.Write(ref _compared, 0);
            await RefreshAsync(cancellationToken);
            return Look(query, jobKey, limit);
        }
        catch (SqliteException e)
        {
            throw new IOException($"the search index cannot be used: {e.Message}", e);
        }
    }

    /// <summary>
    /// Compares the index with the files of the finished books, when that is due. A book that has just come takes a moment; thousands after the index was lost take minutes: that
    /// goes on, and is not waited for.
    /// </summary>
    /// <exception cref="IOException">The files cannot be read now.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (IsComplete && !IsOld)
        {
            return;
        }

        try
        {
            await Task.Run(CompareAsync, CancellationToken.None).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Answers say that they are not complete.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _one.Wait();
        lock (_looking)
        {
            _database?.Dispose();
        }

        if (_words.IsValueCreated)
        {
            _words.Value.Dispose();
        }

        _stop.Dispose();
        _one.Dispose();
    }

    private async Task CompareAsync()
    {
        await _one.WaitAsync(_stop.Token);
        try
        {
            var wanted = shelf.Version;
            if (Volatile.Read(ref _compared) >= wanted && !IsOld)
            {
                return;
            }

            try
            {
                await CopyAsync(_stop.Token);
            }
            catch (SqliteException e) when (SearchDatabase.IsBroken(e))
            {
                Log.SearchIndexBroken(logger, _path, e.Message);
                Volatile.Write(ref _isBroken, true);
                await CopyAsync(_stop.Token);
            }

            Volatile.Write(ref _comparedAt, time.GetTimestamp());
            Volatile.Write(ref _compared, wanted);
        }
        catch (SqliteException e)
        {
            throw new IOException($"the search index cannot be written: {e.Message}", e);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isBroken))
        {
            MakeAnew();
        }

        var database = Open();
        var gone = database.Books().ToDictionary(b => b.JobKey, b => b.Version, StringComparer.Ordinal);
        await foreach (var file in shelf.ListAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DataLayout.JobOfBook(file.FileName) is not { } jobKey || (gone.Remove(jobKey, out var version) && version == file.Version))
            {
                continue;
            }

            // One that is broken is in the index without text, so that it is not read for each question; one that has just gone is missing the next time.
            var book = await shelf.FindFinishedAsync(jobKey, cancellationToken);
            Put(database, jobKey, file.Version, book is null ? new BookText(string.Empty, []) : BookText.Of(book));
        }

        foreach (var jobKey in gone.Keys)
        {
            database.Take(jobKey);
        }
    }

    private void Put(SearchDatabase database, string jobKey, string version, BookText text)
    {
        var added = database.Put(jobKey, version, text, _words.Value.OfAll(text.Balloons.Select(b => b.Text)));
        lock (_looking)
        {
            // When it is not there yet, it is made of what is in the file now.
            added.ForEach(w => _vocabulary?.Add(w));
        }
    }

    private SearchDatabase Open()
    {
        lock (_looking)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            return _database ??= SearchDatabase.Open(_path);
        }
    }

    private void MakeAnew()
    {
        lock (_looking)
        {
            _database?.Dispose();
            _database = SearchDatabase.Create(_path);
            _vocabulary = null;
            Volatile.Write(ref _isBroken, false);
        }
    }

    private SearchAnswer Look(string query, string? jobKey, int limit)
    {
        var words = _words.Value.Of(query).Distinct(StringComparer.Ordinal).Take(MostWords).ToList();
        lock (_looking)
        {
            var reader = Open().Reader;
            var range = jobKey is null ? (0, long.MaxValue) : reader.RangeOf(jobKey);
            if (words.Count == 0 || range is not { } within)
            {
                return new SearchAnswer(query, 0, IsComplete, []);
            }

            var widest = MatchRule.Close(words, CloseTo);
            var hits = new List<(long Id, double Score)>();
            var seen = new HashSet<long>();
            foreach (var (match, score) in new[] { (MatchRule.Exact(words), 1.0), (MatchRule.Prefix(words), 0.8), (widest, 0.5) })
            {
                // Of the balloons of this kind, those of the better kinds are a part.
                var more = hits.Count < limit ? reader.Find(match, within, limit + seen.Count) : [];
                hits.AddRange(more.Where(seen.Add).Take(limit - hits.Count).Select(id => (id, score)));
            }

            return new SearchAnswer(
                query,
                reader.Count(widest, within),
                IsComplete,
                [.. hits.Select(h => reader.Hit(h.Id, h.Score)).OfType<SearchHit>()]
            );
        }
    }

    private List<string> CloseTo(string word)
    {
        if (!OneEditRule.IsFor(word))
        {
            return [];
        }

        if (_vocabulary is null)
        {
            var all = new Vocabulary();
            Open().Reader.Words().ForEach(all.Add);
            _vocabulary = all;
        }

        return _vocabulary.CloseTo(word, MostCloseWords);
    }
}
