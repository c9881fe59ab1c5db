using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

[Trait("Storage", "files")]
public sealed class FileStoreTests : StoreTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-store");

    public FileStoreTests() => Store = new FileStore(_folder.FullName);

    internal override IStore Store { get; }

    internal override bool IsCommittedInPlace => true;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Create_EmptyFolder_HasAllFoldersOfTheDesign() =>
        Assert.Equal(
            ["archive", "error", "hold", "in", "index", "out", "reports", "work"],
            _folder.GetDirectories().Select(d => d.Name).Order(StringComparer.Ordinal)
        );

    [Fact]
    public async Task Read_WhatCannotBeLookedAt_IsNotMissing()
    {
        // The system refuses names of this length; like a disk that does not answer it says nothing about a file.
        var name = $"in/{new string('a', 300)}";
        await Assert.ThrowsAnyAsync<IOException>(() => Store.ReadAsync(name, CancellationToken.None));
        await Assert.ThrowsAnyAsync<IOException>(() => Store.FindAsync(name, CancellationToken.None));
        await Assert.ThrowsAnyAsync<IOException>(() => Store.DeleteAsync(name, CancellationToken.None));
        await Assert.ThrowsAnyAsync<IOException>(async () => await Store.ListAsync(name, CancellationToken.None).ToListAsync());
        var fault = await Assert.ThrowsAnyAsync<IOException>(() => Store.FetchAsync(name, parts: null, CancellationToken.None));
        Assert.IsNotType<FileNotFoundException>(fault);
    }

    [Fact]
    public async Task Write_WithAReaderLooking_IsNeverSeenInPart()
    {
        var (a, b) = (new string('a', 200_000), new string('b', 300_000));
        await Store.WriteAsync("index/jobs.json", System.Text.Encoding.UTF8.GetBytes(a), CancellationToken.None);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await Store.WriteAsync("index/jobs.json", System.Text.Encoding.UTF8.GetBytes(i % 2 == 0 ? b : a), CancellationToken.None);
            }
        });
        while (!writing.IsCompleted)
        {
            Assert.Contains(await TextAsync("index/jobs.json"), new[] { a, b });
        }

        await writing;
    }
}
