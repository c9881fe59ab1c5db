using Comic2Pdf.LocalRuntime.Tests.Support;
using Comic2Pdf.LocalRuntime.Triggers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Triggers;

public sealed class FolderTests : IDisposable
{
    private readonly string _root = TestHost.NewDirectory();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FolderBlobTriggerSource _source;

    public FolderTests() => _source = new(new() { Root = _root }, _time);

    [Fact]
    public async Task ListAsync_FileStillGrowing_IsShownOnlyWhenItHasStoodStill()
    {
        Directory.CreateDirectory(Path.Combine(_root, "box"));
        var file = Path.Combine(_root, "box", "a");
        await File.WriteAllTextAsync(file, "1", TestHost.Timeout);
        Assert.Empty(await Names());
        _time.Advance(TimeSpan.FromSeconds(1.9));
        await File.AppendAllTextAsync(file, "2", TestHost.Timeout);
        Assert.Empty(await Names());
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(await Names());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(["a"], await Names());
    }

    [Fact]
    public async Task ListAsync_Prefix_NarrowsTheListing()
    {
        Directory.CreateDirectory(Path.Combine(_root, "box", "x"));
        await File.WriteAllTextAsync(Path.Combine(_root, "box", "x", "a"), "1", TestHost.Timeout);
        await File.WriteAllTextAsync(Path.Combine(_root, "box", "b"), "1", TestHost.Timeout);
        await Names();
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["x/a"], await Names("x/"));
        Assert.Equal(["b", "x/a"], await Names());
    }

    [Fact]
    public async Task WaitForChangeAsync_NothingHappens_EndsWithTheRescanInterval()
    {
        await Names();
        var wait = _source.WaitForChangeAsync("box", TestHost.Timeout);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await wait;
    }

    [Fact]
    public async Task WaitForChangeAsync_FileAppears_EndsAtOnce()
    {
        await Names();
        var wait = _source.WaitForChangeAsync("box", TestHost.Timeout);
        await File.WriteAllTextAsync(Path.Combine(_root, "box", "a"), "1", TestHost.Timeout);
        await wait.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Timeout);
    }

    [Theory]
    [InlineData("box/{name}", "a/b.txt", "a/b.txt", null)]
    [InlineData("box/{name}.{ext}", "a.b.txt", "a.b", "txt")]
    [InlineData("box/x/{name}", "y/a", null, null)]
    [InlineData("box/{name}.txt", "a.TXT", null, null)]
    [InlineData("box/a+b/{name}", "a+b/c", "c", null)]
    public void Match_Paths_GiveTheTokens(string path, string blob, string? name, string? ext)
    {
        var match = BlobPathPattern.Parse(path).Match(blob);

        Assert.Equal(name, match?["name"]);
        Assert.Equal(ext, match?.GetValueOrDefault("ext"));
    }

    [Theory]
    [InlineData("{container}/a")]
    [InlineData("in/{name}")]
    [InlineData("Box/{name}")]
    [InlineData("a--b/{name}")]
    [InlineData("-box/{name}")]
    [InlineData("box/{name")]
    [InlineData("box/{}")]
    public void Parse_Nonsense_Throws(string path) => Assert.Throws<FormatException>(() => BlobPathPattern.Parse(path));

    public void Dispose() => _source.Dispose();

    private async Task<string[]> Names(string prefix = "") =>
        await _source
            .ListAsync("box", prefix, TestHost.Timeout)
            .Where(b => b.IsComplete)
            .Select(b => b.Name)
            .ToArrayAsync(TestHost.Timeout);
}
