using System.Text;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>What every store does; one class for each of them.</summary>
public abstract class StoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    internal abstract IStore Store { get; }

    /// <summary>Whether a committed file stays where it was made, as the stored one.</summary>
    internal virtual bool IsCommittedInPlace => false;

    [Fact]
    public async Task Write_NewAndOverOld_IsReadAsItIs()
    {
        await Store.WriteAsync("work/a/state.json", "one"u8.ToArray(), None);
        var first = await Store.FindAsync("work/a/state.json", None);
        await Store.WriteAsync("work/a/state.json", "three"u8.ToArray(), None);
        var second = await Store.FindAsync("work/a/state.json", None);
        Assert.Equal("three", await TextAsync("work/a/state.json"));
        Assert.Equal((3, 5), (first!.Length, second!.Length));
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal("state.json", second.FileName);
    }

    [Fact]
    public async Task Read_Missing_IsNullAndNotAFault()
    {
        Assert.Null(await Store.ReadAsync("work/none/state.json", None));
        Assert.Null(await Store.FindAsync("work/none/state.json", None));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.FetchAsync("in/none.cbz", parts: null, None));
        await Assert.ThrowsAnyAsync<IOException>(() => Store.OpenReadAsync("in/none.cbz", None));
        await Store.DeleteAsync("work/none/state.json", None);
        await Store.DeleteFolderAsync("work/none", None);
        Assert.Equal(MoveResult.SourceMissing, await Store.MoveAsync("in/none.cbz", "error/none.cbz", overwrite: false, None));
        Assert.Equal(MoveResult.SourceMissing, await Store.MoveAsync("in/none.cbz", "error/none.cbz", overwrite: true, None));
        Assert.False(await Store.CopyAsync("in/none.cbz", "error/none.cbz", None));
    }

    [Fact]
    public async Task TryCreate_ManyAtOnce_OneSucceeds()
    {
        var tries = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => Task.Run(() => Store.TryCreateAsync("work/k/claim", Encoding.UTF8.GetBytes($"claim {i}"), None)))
        );
        var winner = Assert.Single(Enumerable.Range(0, 20), i => tries[i]);
        Assert.Equal($"claim {winner}", await TextAsync("work/k/claim"));
    }

    [Fact]
    public async Task Move_ToANewName_LeavesNothingBehind()
    {
        await Store.WriteAsync("in/Astérix & Cléopâtre #1 (100%).cbz", "comic"u8.ToArray(), None);
        Assert.Equal(
            MoveResult.Moved,
            await Store.MoveAsync(
                "in/Astérix & Cléopâtre #1 (100%).cbz",
                "work/k/input/Astérix & Cléopâtre #1 (100%).cbz",
                overwrite: false,
                None
            )
        );
        Assert.Null(await Store.FindAsync("in/Astérix & Cléopâtre #1 (100%).cbz", None));
        Assert.Equal("comic", await TextAsync("work/k/input/Astérix & Cléopâtre #1 (100%).cbz"));
    }

    [Fact]
    public async Task Move_ThisVersion_MovesNoOther()
    {
        await Store.WriteAsync("in/a.cbz", "first"u8.ToArray(), None);
        var first = await Store.FindAsync("in/a.cbz", None);
        await Store.WriteAsync("in/a.cbz", "second one"u8.ToArray(), None);
        Assert.Equal(MoveResult.SourceMissing, await Store.MoveAsync(first!, "error/a.cbz", None));
        await Store.DeleteAsync(first!, None);
        Assert.Equal("second one", await TextAsync("in/a.cbz"));
        Assert.Null(await Store.FindAsync("error/a.cbz", None));

        await Store.WriteAsync("error/a.cbz", "in the way"u8.ToArray(), None);
        var second = await Store.FindAsync("in/a.cbz", None);
        Assert.False(await Store.IsFreeAsync("error/a.cbz", second!, None));
        Assert.Equal(MoveResult.TargetExists, await Store.MoveAsync(second!, "error/a.cbz", None));
        var free = await Store.FreeNameAsync(second!, "error", "a.cbz", None);
        Assert.Equal("error/a (2).cbz", free);
        Assert.Equal(MoveResult.Moved, await Store.MoveAsync(second!, free, None));
        Assert.Equal(("second one", "in the way"), (await TextAsync(free), await TextAsync("error/a.cbz")));
        Assert.Equal(MoveResult.SourceMissing, await Store.MoveAsync(second!, "error/b.cbz", None));
    }

    [Fact]
    public async Task TryReplace_ManyAtOnce_OneSucceeds()
    {
        await Store.WriteAsync("work/k/claim", "void"u8.ToArray(), None);
        var version = (await Store.FindAsync("work/k/claim", None))!.Version;
        var tries = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => Task.Run(() => Store.TryReplaceAsync("work/k/claim", Encoding.UTF8.GetBytes($"claim {i}"), version, None)))
        );
        var winner = Assert.Single(Enumerable.Range(0, 20), i => tries[i]);
        Assert.Equal($"claim {winner}", await TextAsync("work/k/claim"));
        Assert.False(await Store.TryReplaceAsync("work/none/claim", "x"u8.ToArray(), version, None));
        Assert.Null(await Store.FindAsync("work/none/claim", None));
    }

    [Fact]
    public async Task Move_OntoAnother_OnlyWhenAskedTo()
    {
        await Store.WriteAsync("in/a.cbz", "new"u8.ToArray(), None);
        await Store.WriteAsync("archive/a.cbz", "old"u8.ToArray(), None);
        Assert.Equal(MoveResult.TargetExists, await Store.MoveAsync("in/a.cbz", "archive/a.cbz", overwrite: false, None));
        Assert.Equal(("new", "old"), (await TextAsync("in/a.cbz"), await TextAsync("archive/a.cbz")));
        Assert.Equal(MoveResult.Moved, await Store.MoveAsync("in/a.cbz", "archive/a.cbz", overwrite: true, None));
        Assert.Equal("new", await TextAsync("archive/a.cbz"));
    }

    [Fact]
    public async Task MoveInto_SameNameManyTimesAtOnce_KeepsAll()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Store.WriteAsync($"hold/jobs/{i}/a.cbz", Encoding.UTF8.GetBytes($"content {i}"), None))
        );
        var names = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.MoveIntoAsync($"hold/jobs/{i}/a.cbz", "archive", "a.cbz", None)))
        );
        var contents = await Task.WhenAll(names.Select(n => TextAsync(n!)));
        Assert.Equal(8, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("archive/a.cbz", names);
        Assert.Contains("archive/a (8).cbz", names);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"content {i}"), contents.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Copy_OverWhatIsThere_KeepsTheSource()
    {
        await Store.WriteAsync("out/a.pdf", "pdf"u8.ToArray(), None);
        await Store.WriteAsync("out/b.pdf", "older"u8.ToArray(), None);
        Assert.True(await Store.CopyAsync("out/a.pdf", "out/b.pdf", None));
        Assert.Equal(("pdf", "pdf"), (await TextAsync("out/a.pdf"), await TextAsync("out/b.pdf")));
    }

    [Fact]
    public async Task List_FolderWithFolders_ShowsEachKindByItself()
    {
        foreach (var name in new[] { "in/a.cbz", "in/b.cbz", "in/sub/c.cbz", "in/sub/deep/d.cbz", "inner/e.cbz" })
        {
            await Store.WriteAsync(name, "x"u8.ToArray(), None);
        }

        Assert.Equal(["in/a.cbz", "in/b.cbz"], (await FilesAsync("in")).Order(StringComparer.Ordinal));
        Assert.Equal(["sub"], await FoldersAsync("in"));
        Assert.Equal(["deep"], await FoldersAsync("in/sub"));
        Assert.Empty(await FilesAsync("nowhere"));
        Assert.Empty(await FoldersAsync("nowhere"));
    }

    [Fact]
    public async Task ListTree_FoldersInFolders_ShowsFilesOfThoseThatAreEntered()
    {
        foreach (var name in new[] { "in/a.cbz", "in/s/b.cbz", "in/s/t/c.cbz", "in/no/d.cbz", "in/no/t/e.cbz", "index/f" })
        {
            await Store.WriteAsync(name, "x"u8.ToArray(), None);
        }

        var asked = new List<string>();
        var found = await Store
            .ListTreeAsync(
                "in",
                folder =>
                {
                    asked.Add(folder);
                    return folder != "in/no";
                },
                None
            )
            .ToListAsync();
        Assert.Equal(["in/a.cbz", "in/s/b.cbz", "in/s/t/c.cbz"], found.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["in/no", "in/s", "in/s/t"], asked.Order(StringComparer.Ordinal));
        Assert.All(found, f => Assert.Equal(f, Store.FindAsync(f.Name, None).GetAwaiter().GetResult()));
        Assert.Empty(await Store.ListTreeAsync("nowhere", _ => true, None).ToListAsync());
    }

    [Fact]
    public async Task DeleteFolder_WithAllBelow_SparesItsNeighbours()
    {
        foreach (var name in new[] { "work/k/state.json", "work/k/ocr/1.json", "work/k2/state.json" })
        {
            await Store.WriteAsync(name, "x"u8.ToArray(), None);
        }

        await Store.DeleteFolderAsync("work/k", None);
        Assert.Null(await Store.FindAsync("work/k/state.json", None));
        Assert.Null(await Store.FindAsync("work/k/ocr/1.json", None));
        Assert.NotNull(await Store.FindAsync("work/k2/state.json", None));
        Assert.Equal(["k2"], await FoldersAsync("work"));
    }

    [Fact]
    public async Task Append_Lines_FollowEachOther()
    {
        await Store.AppendAsync("index/rejections.jsonl", "{\"a\":1}\n", None);
        await Store.AppendAsync("index/rejections.jsonl", "{\"b\":\"é\"}\n", None);
        Assert.Equal("{\"a\":1}\n{\"b\":\"é\"}\n", await TextAsync("index/rejections.jsonl"));
    }

    [Fact]
    public async Task Append_ManyAtOnce_NoLineIsLost()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $"line {i}")];

        await Task.WhenAll(lines.Select(l => Task.Run(() => Store.AppendAsync("work/k/ocr.log", l + "\n", None))));

        var written = (await TextAsync("work/k/ocr.log"))!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_Committed_IsTheStoredFile()
    {
        var content = Bytes(9_000_000);
        string path;
        await using (var local = Store.Create("work/k/raw.1.pdf"))
        {
            path = local.Path;
            await File.WriteAllBytesAsync(path, content, None);
            await local.CommitAsync(None);
        }

        Assert.Equal(content, await Store.ReadAsync("work/k/raw.1.pdf", None));
        Assert.Equal(IsCommittedInPlace, File.Exists(path));
    }

    [Fact]
    public async Task Create_NotCommitted_LeavesNothing()
    {
        string path;
        await using (var local = Store.Create("work/k/raw.1.pdf"))
        {
            path = local.Path;
            await File.WriteAllTextAsync(path, "half", None);
        }

        Assert.False(File.Exists(path));
        Assert.Null(await Store.FindAsync("work/k/raw.1.pdf", None));
    }

    [Fact]
    public async Task Fetch_Parts_HaveTheirPlaces()
    {
        var content = Bytes(6_000_000);
        await Store.WriteAsync("work/k/raw.pdf", content, None);
        await using var local = await Store.FetchAsync(
            "work/k/raw.pdf",
            [new ByteRange(100, 50), new ByteRange(5_999_000, 1000), new ByteRange(1_000_000, 4_500_000)],
            None
        );
        var fetched = await File.ReadAllBytesAsync(local.Path, None);
        Assert.Equal(content.Length, fetched.Length);
        Assert.Equal(content[100..150], fetched[100..150]);
        Assert.Equal(content[5_999_000..], fetched[5_999_000..]);
        Assert.Equal(content[1_000_000..5_500_000], fetched[1_000_000..5_500_000]);
    }

    [Fact]
    public async Task Fetch_Whole_IsReadOnlyCopyOrTheFileItself()
    {
        var content = Bytes(5_000_000);
        await Store.WriteAsync("in/a.cbz", content, None);
        await using (var local = await Store.FetchAsync("in/a.cbz", parts: null, None))
        {
            Assert.Equal(content, await File.ReadAllBytesAsync(local.Path, None));
            await Assert.ThrowsAsync<InvalidOperationException>(() => local.CommitAsync(None));
        }

        Assert.NotNull(await Store.FindAsync("in/a.cbz", None));
    }

    [Fact]
    public async Task Download_ToAPath_LeavesTheStoredOne()
    {
        await Store.WriteAsync("work/k/raw.pdf", "raw"u8.ToArray(), None);
        await using (var final = Store.Create("work/k/final.1.pdf"))
        {
            await Store.DownloadAsync("work/k/raw.pdf", final.Path, None);
            await File.AppendAllTextAsync(final.Path, " and text", None);
            await final.CommitAsync(None);
        }

        Assert.Equal(("raw", "raw and text"), (await TextAsync("work/k/raw.pdf"), await TextAsync("work/k/final.1.pdf")));
    }

    [Fact]
    public async Task OpenRead_Seeked_ReadsFromThere()
    {
        var content = Bytes(1_000_000);
        await Store.WriteAsync("out/a.pdf", content, None);
        await using var stream = await Store.OpenReadAsync("out/a.pdf", None);
        Assert.Equal(content.Length, stream.Length);
        stream.Position = 700_000;
        var part = new byte[1000];
        await stream.ReadExactlyAsync(part, None);
        Assert.Equal(content[700_000..701_000], part);
    }

    internal async Task<string?> TextAsync(string name) =>
        await Store.ReadAsync(name, None) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private async Task<List<string>> FilesAsync(string folder) => await Store.ListAsync(folder, None).Select(f => f.Name).ToListAsync(None);

    private async Task<List<string>> FoldersAsync(string folder) => await Store.ListFoldersAsync(folder, None).ToListAsync(None);
}
