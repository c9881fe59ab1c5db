using System.Diagnostics;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>Moves where the system does not allow everything. Real file systems: a folder that files can only be added to, and a second file system.</summary>
[Trait("Storage", "files")]
public sealed class FileMoverTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-mover");
    private readonly FileStore _store;

    public FileMoverTests() => _store = new FileStore(_folder.FullName);

    private string In => Path.Combine(_folder.FullName, "in");

    public void Dispose()
    {
        Chattr("-a");
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Move_OutOfAFolderWhereNothingCanBeRemoved_CopiesOnceAndTheFileStays()
    {
        await File.WriteAllTextAsync(Path.Combine(In, "a.cbz"), "comic");
        Assert.SkipUnless(Chattr("+a"), "chattr +a needs root and a file system that knows it");
        var file = await _store.FindAsync("in/a.cbz", CancellationToken.None);

        Assert.Equal(MoveResult.Moved, await _store.MoveAsync(file!, "hold/jobs/k/a.cbz", CancellationToken.None));
        Assert.Equal(MoveResult.TargetExists, await _store.MoveAsync(file!, "hold/jobs/k/a.cbz", CancellationToken.None));
        Assert.Equal("comic", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "hold/jobs/k/a.cbz")));
        Assert.True(File.Exists(Path.Combine(In, "a.cbz")));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, "hold/jobs/k")));

        // Without the version nothing is copied: only intake knows what to do with a file that stays.
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            _store.MoveAsync("in/a.cbz", "error/a.cbz", overwrite: false, CancellationToken.None)
        );
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.FullName, "error")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Move_OntoAnotherFileSystem_AppearsWholeAndLeavesNothing(bool overwrite)
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "there is no second file system");
        var other = Directory.CreateDirectory($"/dev/shm/{_folder.Name}");
        try
        {
            Directory.Delete(Path.Combine(_folder.FullName, "out"));
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "out"), other.FullName);
            var content = new byte[5_000_000];
            new Random(1).NextBytes(content);
            await _store.WriteAsync("work/k/final.pdf", content, CancellationToken.None);
            if (overwrite)
            {
                await _store.WriteAsync("out/a.pdf", "old"u8.ToArray(), CancellationToken.None);
                Assert.Equal(
                    MoveResult.TargetExists,
                    await _store.MoveAsync("work/k/final.pdf", "out/a.pdf", false, CancellationToken.None)
                );
                Assert.Equal("old"u8.ToArray(), await _store.ReadAsync("out/a.pdf", CancellationToken.None));
            }

            var seen = new List<string>();
            using var watcher = new FileSystemWatcher(other.FullName) { IncludeSubdirectories = false };
            watcher.Created += (_, e) => Add(seen, e.Name!);
            watcher.EnableRaisingEvents = true;
            Assert.Equal(MoveResult.Moved, await _store.MoveAsync("work/k/final.pdf", "out/a.pdf", overwrite, CancellationToken.None));

            Assert.Equal(content, await _store.ReadAsync("out/a.pdf", CancellationToken.None));
            Assert.Equal(["a.pdf"], other.GetFiles().Select(f => f.Name));
            Assert.False(File.Exists(Path.Combine(_folder.FullName, "work/k/final.pdf")));
            lock (seen)
            {
                Assert.All(seen, name => Assert.StartsWith(".", name, StringComparison.Ordinal));
            }
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Move_FromAnotherFileSystemWhereNothingCanBeRemoved_LeavesNoCopy()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "there is no second file system");
        var other = Directory.CreateDirectory($"/dev/shm/{_folder.Name}");
        try
        {
            Directory.Delete(Path.Combine(_folder.FullName, "error"));
            Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "error"), other.FullName);
            await File.WriteAllTextAsync(Path.Combine(In, "a.cbz"), "comic");
            Assert.SkipUnless(Chattr("+a"), "chattr +a needs root and a file system that knows it");
            await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() =>
                _store.MoveAsync("in/a.cbz", "error/a.cbz", overwrite: false, CancellationToken.None)
            );
            Assert.Empty(other.GetFiles());
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    private static void Add(List<string> seen, string name)
    {
        lock (seen)
        {
            seen.Add(name);
        }
    }

    private bool Chattr(string flag)
    {
        using var chattr = Process.Start(
            new ProcessStartInfo("chattr", [flag, In])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        );
        chattr!.WaitForExit();
        return chattr.ExitCode == 0;
    }
}
