using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Worker;

public sealed class WorkerFolderTests
{
    [Fact]
    public void Create_FolderThatAKilledProgramLeft_IsRemovedAndOneInUseStays()
    {
        using var parent = new TestFolder();
        var left = Directory.CreateDirectory(Path.Combine(parent.In, "comic2pdf-workers-left")).FullName;
        File.WriteAllText(Path.Combine(left, ".lock"), string.Empty);
        File.WriteAllText(Path.Combine(left, "vips-0-1.v"), "a large picture");
        var other = Directory.CreateDirectory(Path.Combine(parent.In, "another program's")).FullName;

        using var first = WorkerFolder.Create(parent.In);
        using var second = WorkerFolder.Create(parent.In);

        Assert.False(Directory.Exists(left));
        Assert.Equal(
            new[] { first.FullName, second.FullName, other }.Order(StringComparer.Ordinal),
            Directory.GetDirectories(parent.In).Order(StringComparer.Ordinal)
        );
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(first.FullName));
    }

    [Fact]
    public void Dispose_WithFilesInIt_RemovesAll()
    {
        using var parent = new TestFolder();
        var folder = WorkerFolder.Create(parent.In);
        File.WriteAllText(Path.Combine(folder.FullName, "magick-1"), "a picture");
        folder.Dispose();
        Assert.Empty(Directory.GetDirectories(parent.In));
    }
}
