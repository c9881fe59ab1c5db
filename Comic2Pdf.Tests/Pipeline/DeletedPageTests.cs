using System.Text;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Pipeline;

/// <summary>Pages that ComicInfo.xml calls deleted.</summary>
public sealed class DeletedPageTests(Converting converting)
{
    private static readonly (string Name, byte[] Data)[] Pages = AnyArchive.Pages(4);

    [Fact]
    public async Task Convert_PageCalledDeleted_IsLeftOutAndSaid()
    {
        var result = await converting.SucceedsAsync(
            Book("""<Page Image="1" Type="Deleted"/>"""),
            [Pages[0].Data, Pages[2].Data, Pages[3].Data]
        );
        var warning = Assert.Single(result.Warnings);
        Assert.Equal((ErrorCode.PageDeleted, null, "page02.jpg"), (warning.Code, warning.Page, warning.Entry));
        Assert.Empty(result.SkippedPages);
    }

    [Fact]
    public async Task Convert_BookmarkBehindADeletedPage_LeadsToItsPage()
    {
        using var folder = new TestFolder();
        await converting.ConvertAsync(
            folder,
            folder.Write(
                "a.cbz",
                Book("""<Page Image="0" Type="deleted"/><Page Image="2" Bookmark="Two"/><Page Image="0" Bookmark="Gone"/>""")
            )
        );
        var outlines = ImagesTool.Run("qpdf", "--json=2", "--json-key=outlines", Path.Combine(folder.Out, "book.pdf"));
        Assert.Contains("\"destpageposfrom1\": 2", outlines, StringComparison.Ordinal);
        Assert.DoesNotContain("Gone", outlines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Convert_AllPagesCalledDeleted_KeepsThem()
    {
        var all = string.Concat(Enumerable.Range(0, 4).Select(i => $"""<Page Image="{i}" Type="Deleted"/>"""));
        Assert.Empty((await converting.SucceedsAsync(Book(all), [.. Pages.Select(p => p.Data)])).Warnings);
    }

    private static byte[] Book(string pages) =>
        Pages
            .Aggregate(new ZipBuilder(), (zip, p) => zip.Stored(p.Name, p.Data))
            .Stored("ComicInfo.xml", Encoding.UTF8.GetBytes($"<ComicInfo><Pages>{pages}</Pages></ComicInfo>"))
            .Build();
}
