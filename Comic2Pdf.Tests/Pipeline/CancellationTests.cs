using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Pipeline;

public sealed class CancellationTests
{
    [Fact]
    public async Task ConvertAsync_CancelledWhileAPageIsDecoded_EndsAtOnceAndLeavesNothing()
    {
        // The worker never answers; only cancelling ends this.
        using var cancel = new CancellationTokenSource();
        var log = new ImagesWorkerLog(id =>
        {
            ImagesWorkerLog.Stop(id);
            cancel.CancelAfter(TimeSpan.Zero);
        });
        await using var pool = new PageWorkerPool(new WorkerOptions { Count = 1, Command = ImagesPool.Command }, log);
        var folder = Directory.CreateTempSubdirectory("comic2pdf-images-").FullName;
        try
        {
            var archive = Path.Combine(folder, "a.cbz");
            var picture = ImagesRaster.Sample().ToVips().WebpsaveBuffer();
            ImagesBook.Zip(archive, [("1.webp", picture), ("2.webp", picture)]);
            var converter = new ComicConverter(pool, NullLogger<ComicConverter>.Instance);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                converter.ConvertAsync(archive, Path.Combine(folder, "a.pdf"), new ConversionOptions { Ocr = null }, null, cancel.Token)
            );
            Assert.Equal([archive], Directory.GetFiles(folder));
            await ImagesWorkerLog.EndOfAsync(Assert.Single(log.Started));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task ConvertAsync_CancelledBetweenPages_KeepsTheOlderPdf()
    {
        await using var pool = new PageWorkerPool(
            new WorkerOptions { Count = 1, Command = ImagesPool.Command },
            NullLogger<PageWorkerPool>.Instance
        );
        var folder = Directory.CreateTempSubdirectory("comic2pdf-images-").FullName;
        try
        {
            var (archive, pdf) = (Path.Combine(folder, "a.cbz"), Path.Combine(folder, "a.pdf"));
            var picture = ImagesPng.Rgb(ImagesRaster.Sample()).Build();
            ImagesBook.Zip(archive, [("1.png", picture), ("2.png", picture), ("3.png", picture)]);
            File.WriteAllText(pdf, "older");
            using var cancel = new CancellationTokenSource();
            var converter = new ComicConverter(pool, NullLogger<ComicConverter>.Instance);
            var seen = new List<ConversionProgress>();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                converter.ConvertAsync(archive, pdf, new ConversionOptions { Ocr = null }, new CancelAtFirst(cancel, seen), cancel.Token)
            );
            Assert.Single(seen);
            Assert.Equal("older", File.ReadAllText(pdf));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class CancelAtFirst(CancellationTokenSource cancel, List<ConversionProgress> seen) : IProgress<ConversionProgress>
    {
        public void Report(ConversionProgress value)
        {
            seen.Add(value);
            cancel.Cancel();
        }
    }
}
