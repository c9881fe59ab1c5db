using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;

namespace Comic2Pdf.Tests.Pipeline;

/// <summary>Small pictures of pages, out of the PDF of pictures and the finished one.</summary>
public sealed class PagePictureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-thumbs");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 0, 100, 150)]
    [InlineData(SKEncodedImageFormat.Jpeg, 1, 100, 67)]
    [InlineData(SKEncodedImageFormat.Png, 0, 100, 150)]
    [InlineData(SKEncodedImageFormat.Png, 3, 100, 67)]
    [InlineData(SKEncodedImageFormat.Webp, 2, 100, 150)]
    public async Task Thumbnail_OfAnyPicture_IsSmallTurnedAndTheSameFromBothPdfs(
        SKEncodedImageFormat format,
        int turns,
        int width,
        int height
    )
    {
        var archive = Write(format);
        var pdf = Path.Combine(_folder.FullName, "a.pdf");
        await using var workers = new PageWorkerPool(
            new WorkerOptions { Count = 1, Command = WorkerCommand.OfAssembly(Repository.CliAssembly) },
            NullLogger<PageWorkerPool>.Instance
        );
        var stop = TestContext.Current.CancellationToken;
        var manifest = await new ComicPreparer(workers).PrepareAsync(archive, pdf, "a", new ConversionOptions(), null, stop);
        var raw = await MakeAsync();
        ComicFinisher.Finish(pdf, manifest, [null], 100);
        Assert.Equal(raw, await MakeAsync());
        using var picture = SKBitmap.Decode(raw);
        Assert.Equal(width, picture.Width, 1.0);
        Assert.Equal(height, picture.Height, 1.0);

        // The red corner, top left as stored, has turned with the page.
        var corner = turns switch
        {
            0 => (4, 4),
            1 => (width - 5, 4),
            2 => (width - 5, height - 5),
            _ => (4, height - 5),
        };
        var color = picture.GetPixel(corner.Item1, corner.Item2);
        Assert.True(color.Red > 200 && color.Green < 80, color.ToString());

        async Task<byte[]> MakeAsync()
        {
            await using var file = File.OpenRead(pdf);
            return (await PagePicture.ThumbnailAsync(workers, file, manifest.Pages[0], turns, 100, 1_000_000, stop))!.Value.ToArray();
        }
    }

    private string Write(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(400, 600);
        bitmap.Erase(SKColors.White);
        using (var canvas = new SKCanvas(bitmap))
        using (var red = new SKPaint { Color = SKColors.Red })
        {
            canvas.DrawRect(0, 0, 100, 100, red);
        }

        using var data = bitmap.Encode(format, 95);
        var archive = Path.Combine(_folder.FullName, "a.cbz");
        using var zip = System.IO.Compression.ZipFile.Open(archive, System.IO.Compression.ZipArchiveMode.Create);
        using var entry = zip.CreateEntry($"1.{format}").Open();
        data.SaveTo(entry);
        return archive;
    }
}
