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
    public async Task ListTree_WhatCannotBeUsed_IsNamedAndHidesNoOther()
    {
        // .NET cannot make names that are not UTF-8.
        await ShellAsync("touch $'in/caf\\xe9.cbz' && mkdir $'in/s\\xe9rie'");

        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "in", "link.cbz"), "/nowhere");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "in", "round"), Path.Combine(_folder.FullName, "in"));
        await Store.WriteAsync("in/s/a.cbz", "x"u8.ToArray(), CancellationToken.None);
        var found = await Store.ListTreeAsync("in", _ => true, CancellationToken.None).ToListAsync();
        Assert.Equal(
            [
                ("in/caf\uFFFD.cbz", EntryFault.NameNotUtf8),
                ("in/link.cbz", EntryFault.Link),
                ("in/round", EntryFault.Link),
                ("in/s/a.cbz", EntryFault.None),
                ("in/s\uFFFDrie", EntryFault.NameNotUtf8),
            ],
            found.Select(f => (f.Name, f.Fault)).OrderBy(f => f.Name, StringComparer.Ordinal)
        );

        // Nor can it remove them.
        await ShellAsync("rm -r in/*");
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

    private async Task ShellAsync(string command)
    {
        var start = new System.Diagnostics.ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = _folder.FullName };
        using var shell = System.Diagnostics.Process.Start(start)!;
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
