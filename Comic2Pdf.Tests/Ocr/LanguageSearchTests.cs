using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr;

public sealed class LanguageSearchTests
{
    private static readonly string[] Installed = ["chi_sim", "deu", "eng", "fra", "jpn", "jpn_vert", "osd", "rus"];

    [Fact]
    public void Candidates_Installed_AreLanguagesInOrder() =>
        Assert.Equal(["chi_sim", "deu", "eng", "fra", "jpn", "rus"], LanguageSearch.Candidates(Installed.Reverse()));

    [Fact]
    public async Task FindAsync_LatinReadWell_OtherScriptsAreNotTried()
    {
        var asked = new List<(int, string)>();

        var (language, tried) = await LanguageSearch.FindAsync(Read(asked, l => Page(l == "fra" ? 96 : 88, "phare", 40)), 20, Installed);

        Assert.Equal("fra", language);
        Assert.Equal([(0, "eng"), (0, "deu"), (0, "fra")], asked);
        Assert.Equal(184, tried.Single(t => t.Language == "fra").Letters);
    }

    [Fact]
    public async Task FindAsync_LatinReadBadly_ScriptThatReadsIsTaken()
    {
        var asked = new List<(int, string)>();

        var (language, _) = await LanguageSearch.FindAsync(
            Read(
                asked,
                l =>
                    l switch
                    {
                        "jpn" => Page(90, "そうですね", 10),
                        "chi_sim" => Page(65, "天気", 10),
                        _ => Page(40, "EF", 10),
                    }
            ),
            20,
            Installed
        );

        Assert.Equal("jpn", language);
        Assert.Equal([(0, "eng"), (0, "chi_sim"), (0, "jpn"), (0, "rus")], asked);
    }

    [Fact]
    public async Task FindAsync_OtherScriptReadsLatinLetters_TheyDoNotCount()
    {
        var (language, _) = await LanguageSearch.FindAsync(
            Read([], l => l == "jpn" ? Page(99, "lantern", 40) : Page(80, "lantern", 40)),
            20,
            Installed
        );

        Assert.Equal("eng", language);
    }

    [Fact]
    public async Task FindAsync_CoverWithoutText_NextPagesAreRead()
    {
        var asked = new List<(int, string)>();
        var read = Read(asked, l => Page(l == "deu" ? 96 : 90, "Sorge", 40));

        var (language, _) = await LanguageSearch.FindAsync((i, l) => i == 0 ? Task.FromResult<PageText?>(null) : read(i, l), 2, Installed);

        Assert.Equal("deu", language);
    }

    [Fact]
    public async Task FindAsync_NothingToRead_SixPagesThenTheCommonOne()
    {
        var asked = new List<(int Page, string)>();

        var (language, _) = await LanguageSearch.FindAsync(Read(asked, _ => null), 100, ["deu", "eng"]);

        Assert.Equal("eng", language);
        Assert.Equal(5, asked.Max(a => a.Page));
    }

    private static Func<int, string, Task<PageText?>> Read(List<(int, string)> asked, Func<string, PageText?> text) =>
        (page, language) =>
        {
            asked.Add((page, language));
            return Task.FromResult(text(language));
        };

    private static PageText Page(double confidence, string word, int words) =>
        new(
            100,
            100,
            [
                new TextBlock([
                    new TextLine(
                        new Baseline(0, 1, 100, 1),
                        1,
                        0,
                        [.. Enumerable.Range(0, words).Select(i => new TextWord(word, new Box(i, 0, 1, 1), confidence))]
                    ),
                ]),
            ]
        );
}
