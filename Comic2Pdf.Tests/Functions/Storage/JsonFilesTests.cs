using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>Missing, corrupt and unreadable are three things.</summary>
[Trait("Storage", "files")]
public sealed class JsonFilesTests : IDisposable
{
    private const string Name = "index/config.json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-json");
    private bool _isUnreadable;

    [Theory]
    [InlineData(null, true, false)]
    [InlineData("", false, true)]
    [InlineData("{\"prep_con", false, true)]
    [InlineData("null", false, true)]
    [InlineData("[1]", false, true)]
    [InlineData("{}", false, false)]
    public async Task Read_SaysWhatIsThere(string? content, bool isMissing, bool isCorrupt)
    {
        Write(content);
        var read = await Files().ReadAsync<RuntimeConfig>(Name, CancellationToken.None);
        Assert.Equal((isMissing, isCorrupt, !isMissing && !isCorrupt), (read.IsMissing, read.IsCorrupt, read.Value is not null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    public async Task Read_Unreadable_SaysNothingAboutTheFile(string? content)
    {
        Write(content);
        _isUnreadable = true;
        await Assert.ThrowsAsync<IOException>(() => Files().ReadAsync<RuntimeConfig>(Name, CancellationToken.None));
    }

    [Fact]
    public async Task Config_MissingCorruptUnreadable_AreTreatedEachInItsWay()
    {
        using var config = new RuntimeConfigStore(new AppSettings { OcrLang = "eng" }, Files());
        Assert.Equal("eng", (await config.GetAsync(CancellationToken.None)).DefaultOcrLang);
        await config.ApplyAsync(ConfigChange.Parse("{\"default_ocr_lang\": \"fra\"}"), CancellationToken.None);

        // Corrupt: what is known of it is written again.
        Write("{");
        Assert.Equal("fra", (await config.GetAsync(CancellationToken.None)).DefaultOcrLang);
        Assert.Contains("fra", File.ReadAllText(Path.Combine(_folder.FullName, Name)), StringComparison.Ordinal);

        // Unreadable: neither what was, nor the settings.
        _isUnreadable = true;
        await Assert.ThrowsAsync<IOException>(() => config.GetAsync(CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() =>
            config.ApplyAsync(ConfigChange.Parse("{\"ocr_concurrency\": 2}"), CancellationToken.None)
        );
        _isUnreadable = false;
        Assert.Equal("fra", (await config.GetAsync(CancellationToken.None)).DefaultOcrLang);

        // Missing: the operator wants the settings back, and then nothing is known any more.
        File.Delete(Path.Combine(_folder.FullName, Name));
        Assert.Equal("eng", (await config.GetAsync(CancellationToken.None)).DefaultOcrLang);
        Write("{");
        Assert.Equal("eng", (await config.GetAsync(CancellationToken.None)).DefaultOcrLang);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string? content)
    {
        if (content is not null)
        {
            Directory.CreateDirectory(Path.Combine(_folder.FullName, "index"));
            File.WriteAllText(Path.Combine(_folder.FullName, Name), content);
        }
    }

    private JsonFiles Files() =>
        new(
            HookedStore.Of(
                new FileStore(_folder.FullName),
                (method, _) =>
                {
                    if (_isUnreadable && method == nameof(IStore.ReadAsync))
                    {
                        throw new IOException("unreadable, says the test");
                    }
                }
            ),
            NullLogger<JsonFiles>.Instance
        );
}
