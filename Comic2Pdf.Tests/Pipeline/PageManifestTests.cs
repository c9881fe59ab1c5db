using System.Text.Json;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Pipeline;

public sealed class PageManifestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-manifest");

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public async Task Json_ThereAndBack_FinishesTheSamePdf()
    {
        await using var workers = Workers();
        var manifest = await PrepareAsync(workers);
        File.Copy(At("raw.pdf"), At("copy.pdf"));
        var json = JsonSerializer.Serialize(manifest, PipelineJson.Default.PageManifest);
        var restored = JsonSerializer.Deserialize(json, PipelineJson.Default.PageManifest)!;
        var text = new PageText(
            300,
            400,
            [new TextBlock([TextLine.Around(new Baseline(10, 50, 90, 50), [new TextWord("déjà", new Box(10, 30, 80, 20), 90)])])]
        );
        var textRestored = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(text, PipelineJson.Default.PageText),
            PipelineJson.Default.PageText
        );

        ComicFinisher.Finish(At("raw.pdf"), manifest, [text, null, text], 100);
        ComicFinisher.Finish(At("copy.pdf"), restored, [textRestored, null, textRestored], 100);
        Assert.Equal(await File.ReadAllBytesAsync(At("raw.pdf")), await File.ReadAllBytesAsync(At("copy.pdf")));
    }

    [Fact]
    public async Task Finish_AgainAfterAFailure_GivesTheSamePdf()
    {
        await using var workers = Workers();
        var manifest = await PrepareAsync(workers);
        ComicFinisher.Finish(At("raw.pdf"), manifest, [null, null, null], 100);
        var first = await File.ReadAllBytesAsync(At("raw.pdf"));

        // As if the power had failed in the middle of the last write.
        await using (var file = new FileStream(At("raw.pdf"), FileMode.Open))
        {
            file.SetLength(manifest.PicturesEnd + 10);
        }

        ComicFinisher.Finish(At("raw.pdf"), manifest, [null, null, null], 100);
        Assert.Equal(first, await File.ReadAllBytesAsync(At("raw.pdf")));
    }

    private static PageWorkerPool Workers() =>
        new(
            new WorkerOptions { Count = 1, Command = WorkerCommand.OfAssembly(Repository.CliAssembly) },
            NullLogger<PageWorkerPool>.Instance
        );

    private Task<PageManifest> PrepareAsync(PageWorkerPool workers) =>
        new ComicPreparer(workers).PrepareAsync(
            SimpleComic.Write(At("a.cbz")),
            At("raw.pdf"),
            "a",
            new ConversionOptions(),
            null,
            TestContext.Current.CancellationToken
        );
}
