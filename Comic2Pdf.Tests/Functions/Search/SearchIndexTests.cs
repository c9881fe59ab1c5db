using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Search;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions.Search;

/// <summary>The index over a store in memory, on a real SQLite file.</summary>
[Trait("Storage", "files")]
public sealed class SearchIndexTests : IDisposable
{
    private readonly MemoryStore _store = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("comic2pdf-search").FullName;
    private readonly BookShelf _shelf;

    public SearchIndexTests() => _shelf = Shelf(_store);

    private string Database => Path.Combine(_folder, "index", "search.db");

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Mille SABORDS", 1.0)]
    [InlineData("sabords mille", 1.0)]
    [InlineData("mill sab", 0.8)]
    [InlineData("mi1le sabords", 0.5)]
    [InlineData("mille sabordz", 0.5)]
    public async Task Find_WordsOfABalloon_FindsIt(string query, double score)
    {
        await PutAsync('a', "Haddock.cbz", PageTexts.Of("rien"), PageTexts.Of("Mille sabords !", "autre chose"));
        using var index = Open();
        var answer = await FindAsync(index, query);
        var hit = Assert.Single(answer.Hits);
        Assert.Equal((1, true), (answer.Total, answer.IsComplete));
        Assert.Equal((KeyOf('a'), "Haddock", 2, "Mille sabords !", score), (hit.JobKey, hit.Book, hit.Page, hit.Text, hit.Score));
        Assert.Equal([0.1, 0.05, 0.28, 0.02], hit.Box);
    }

    [Theory]
    [InlineData("ÉTÉ", "ete")]
    [InlineData("été", "ÉTÉ")]
    [InlineData("ŒUVRE", "oeuvre")]
    [InlineData("cœur", "COEUR")]
    [InlineData("Ça", "ca")]
    [InlineData("L'ÎLE", "ile")]
    [InlineData("ΆΛΦΑ", "αλφα")]
    [InlineData("これは本です", "本")]
    [InlineData("ЁЛКА", "елка")]
    public async Task Find_CaseAccentsLigaturesAndScripts_AreIgnored(string written, string asked)
    {
        await PutAsync('a', "a.cbz", PageTexts.Of(written));
        using var index = Open();
        Assert.Equal(written, Assert.Single((await FindAsync(index, asked)).Hits).Text);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("* OR *")]
    [InlineData("NOT")]
    [InlineData("words:a")]
    [InlineData("(((")]
    [InlineData("a\0b")]
    [InlineData("\ud800")]
    [InlineData("-")]
    public async Task Find_SignsOfTheQueryLanguage_AreNothingSpecial(string query)
    {
        await PutAsync('a', "a.cbz", PageTexts.Of("Ah !"));
        using var index = Open();
        Assert.Empty((await FindAsync(index, query)).Hits);
    }

    [Fact]
    public async Task Find_ManyHits_BestFirstThenInTheOrderOfBooksAndPages()
    {
        await PutAsync('a', "a.cbz", PageTexts.Of("tonerre"), PageTexts.Of("tonnerre"));
        await PutAsync('b', "b.cbz", PageTexts.Of("tonnerres", "tonnerre"));
        using var index = Open();
        var all = await FindAsync(index, "tonnerre");
        Assert.Equal(4, all.Total);
        Assert.Equal(["tonnerre", "tonnerre", "tonnerres", "tonerre"], all.Hits.Select(h => h.Text));
        var some = await index.FindAsync("tonnerre", null, 1, CancellationToken.None);
        Assert.Equal((4, "a"), (some.Total, Assert.Single(some.Hits).Book));
        Assert.Equal(2, (await index.FindAsync("tonnerre", KeyOf('b'), 9, CancellationToken.None)).Total);
        Assert.Equal(0, (await index.FindAsync("tonnerre", KeyOf('c'), 9, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Find_BooksThatComeChangeAndGo_IsWhatTheFilesSay()
    {
        using var index = Open();
        Assert.Empty((await FindAsync(index, "bonjour")).Hits);
        await PutAsync('a', "a.cbz", PageTexts.Of("bonjour"));
        Assert.Equal(1, (await FindAsync(index, "bonjour")).Total);
        await PutAsync('a', "a.cbz", PageTexts.Of("bonsoir"));
        Assert.Equal((0, 1), ((await FindAsync(index, "bonjour")).Total, (await FindAsync(index, "bonsoir")).Total));
        // Close to a word that came after the words were loaded.
        Assert.Equal(1, (await FindAsync(index, "bons0ir")).Total);
        await _shelf.RemoveAsync(KeyOf('a'), CancellationToken.None);
        Assert.Equal(0, (await FindAsync(index, "bonsoir")).Total);
    }

    [Fact]
    public async Task Find_OverTheFileOfAnEarlierProcess_GoesOnWithIt()
    {
        await PutAsync('a', "a.cbz", PageTexts.Of("bonjour"));
        using (var first = Open())
        {
            Assert.Equal(1, (await FindAsync(first, "bonjour")).Total);
        }

        var reads = 0;
        using var second = Open(HookedStore.Of(_store, (method, _) => reads += method == nameof(IStore.ReadAsync) ? 1 : 0));
        Assert.Equal((1, 0), ((await FindAsync(second, "bonjour")).Total, reads));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("cut")]
    [InlineData("hole")]
    [InlineData("version")]
    [InlineData("gone")]
    public async Task Find_BrokenFile_MakesItAnew(string damage)
    {
        for (var c = 'a'; c <= 'f'; c++)
        {
            await PutAsync(c, $"{c}.cbz", [.. Enumerable.Range(0, 40).Select(i => PageTexts.Of($"bonjour {c} {i}", "tout le monde"))]);
        }

        using (var first = Open())
        {
            Assert.Equal(240, (await FindAsync(first, "bonjour")).Total);
        }

        Damage(damage);
        using var second = Open();
        Assert.Equal(240, (await FindAsync(second, "bonjour")).Total);
        Assert.Equal(240, (await FindAsync(second, "monde")).Total);
    }

    [Fact]
    public async Task Find_BrokenText_CostsThatBookOnly()
    {
        await PutAsync('a', "a.cbz", PageTexts.Of("bonjour"));
        await _store.WriteAsync(DataLayout.BookOf(KeyOf('b')), "nothing"u8.ToArray(), CancellationToken.None);
        using var index = Open();
        Assert.Equal((1, true), ((await FindAsync(index, "bonjour")).Total, (await FindAsync(index, "bonjour")).IsComplete));
    }

    [Fact]
    public async Task Find_StoreThatCannotBeRead_IsAFaultAndLaterNone()
    {
        await PutAsync('a', "a.cbz", PageTexts.Of("bonjour"));
        var isDown = true;
        using var index = Open(
            HookedStore.Of(
                _store,
                (_, _) =>
                {
                    if (isDown)
                    {
                        throw new IOException("down");
                    }
                }
            )
        );
        await Assert.ThrowsAsync<IOException>(() => FindAsync(index, "bonjour"));
        isDown = false;
        Assert.Equal(1, (await FindAsync(index, "bonjour")).Total);
    }

    private static BookShelf Shelf(IStore store) => new(store, NullLogger<BookShelf>.Instance);

    private static string KeyOf(char c) => $"{new string(c, 64)}__{new string('0', 64)}";

    private static Task<SearchAnswer> FindAsync(SearchIndex index, string query) =>
        index.FindAsync(query, null, 300, CancellationToken.None);

    private SearchIndex Open(IStore? store = null) =>
        new(
            new AppSettings { DataDir = _folder },
            store is null ? _shelf : Shelf(store),
            TimeProvider.System,
            NullLogger<SearchIndex>.Instance
        );

    private async Task PutAsync(char c, string fileName, params Comic2Pdf.Processing.Text.PageText?[] pages)
    {
        await _shelf.WriteAsync(KeyOf(c), "t", PageTexts.Book(Path.GetFileNameWithoutExtension(fileName), pages), CancellationToken.None);
        await _shelf.PublishAsync(KeyOf(c), "t", CancellationToken.None);
    }

    private void Damage(string how)
    {
        switch (how)
        {
            case "garbage":
                File.WriteAllText(Database, string.Concat(Enumerable.Repeat("nonsense", 1000)));
                break;
            case "gone":
                File.Delete(Database);
                break;
            default:
                using (var file = File.Open(Database, FileMode.Open))
                {
                    if (how == "cut")
                    {
                        file.SetLength(file.Length / 2);
                    }
                    else if (how == "version")
                    {
                        file.Position = 60;
                        file.Write([0, 0, 0, 99]);
                    }
                    else
                    {
                        file.Position = 4096;
                        file.Write(new byte[file.Length - 4096]);
                    }
                }

                break;
        }
    }
}
