using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Ocr;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Worker;

/// <summary>What a worker's death or silence costs. Signals make them happen at a known moment.</summary>
public sealed class PageWorkerPoolTests
{
    private const long MaxPixels = 1_000_000;

    private static readonly byte[] Picture = ImagesRaster.Sample().ToVips().WebpsaveBuffer(lossless: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DecodeAsync_WorkerKilledWhileIdle_CostsNoPage()
    {
        var log = new ImagesWorkerLog();
        await using var pool = Pool(log);
        await pool.DecodeAsync(Picture, MaxPixels, null, Token);
        ImagesWorkerLog.Kill(Assert.Single(log.Started));
        await ImagesWorkerLog.EndOfAsync(log.Started[0]);

        Assert.Single(await pool.DecodeAsync(Picture, MaxPixels, null, Token));
        Assert.Equal(2, log.Started.Count);
    }

    [Fact]
    public async Task DecodeAsync_WorkerKilledWhileBusy_CostsThatPageOnly()
    {
        var log = new ImagesWorkerLog();
        await using var pool = Pool(log);
        await pool.DecodeAsync(Picture, MaxPixels, null, Token);

        // A stopped worker is busy for ever with what it is given.
        ImagesWorkerLog.Stop(log.Started[0]);
        var page = pool.DecodeAsync(Picture, MaxPixels, null, Token);
        Assert.False(page.IsCompleted);
        ImagesWorkerLog.Kill(log.Started[0]);

        var e = await Assert.ThrowsAsync<PageException>(() => page);
        Assert.Equal(("worker_crashed", true), (e.Code, e.IsTransient));
        Assert.Contains("signal 9", e.Message, StringComparison.Ordinal);
        Assert.Single(await pool.DecodeAsync(Picture, MaxPixels, null, Token));
        Assert.Equal(2, log.Started.Count);
    }

    [Fact]
    public async Task DecodeAsync_WhatAWorkerSays_IsLoggedWithThePictureThatItWasAskedAbout()
    {
        var log = new ScopedLog();
        await using var pool = new PageWorkerPool(
            new WorkerOptions
            {
                Count = 1,
                Command = new WorkerCommand("sh", ["-c", "head -c1 >/dev/null; echo oh no >&2; cat >/dev/null"]),
            },
            log
        );
        using var stop = new CancellationTokenSource();
        var page = pool.DecodeAsync(Picture, MaxPixels, "p01.webp", stop.Token);
        Assert.Equal("p01.webp", await log.Said.Task.WaitAsync(Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page);
    }

    [Fact]
    public async Task DecodeAsync_WorkerStalls_IsEndedAtTheDeadlineAndReplaced()
    {
        var starts = 0;
        var log = new ImagesWorkerLog(id =>
        {
            if (++starts == 1)
            {
                ImagesWorkerLog.Stop(id);
            }
        });
        await using var pool = Pool(log, TimeSpan.FromSeconds(1));

        var e = await Assert.ThrowsAsync<PageException>(() => pool.DecodeAsync(Picture, MaxPixels, null, Token));
        Assert.Equal(("page_unreadable", true), (e.Code, e.IsTransient));
        await ImagesWorkerLog.EndOfAsync(log.Started[0]);
        await using var patient = Pool(log);
        Assert.Single(await patient.DecodeAsync(Picture, MaxPixels, null, Token));
    }

    [Fact]
    public async Task DecodeAsync_WorkerHoldsMoreThanItMay_IsEndedAndCostsThatPageOnly()
    {
        // Thirty million pixels take far more than the bound, and longer than the pause between two looks.
        using var noise = NetVips.Image.Gaussnoise(6000, 5000, sigma: 40, mean: 128).Cast(NetVips.Enums.BandFormat.Uchar);
        using var large = noise.Bandjoin(noise.Rot180(), noise.Flip(NetVips.Enums.Direction.Horizontal));
        var file = large.TiffsaveBuffer();
        var log = new ImagesWorkerLog();
        await using var pool = new PageWorkerPool(
            new WorkerOptions
            {
                Count = 1,
                Command = ImagesPool.Command,
                MaxWorkerBytes = 96L << 20,
            },
            log
        );

        var e = await Assert.ThrowsAsync<PageException>(() => pool.DecodeAsync(file, 100_000_000, null, Token));
        Assert.Equal(("worker_crashed", true), (e.Code, e.IsTransient));
        Assert.Contains("96 MiB", e.Message, StringComparison.Ordinal);
        await ImagesWorkerLog.EndOfAsync(log.Started[0]);
        Assert.Single(await pool.DecodeAsync(Picture, MaxPixels, null, Token));
        Assert.Equal(2, log.Started.Count);
    }

    [Fact]
    public async Task Convert_EveryWorkerDiesOnOnePage_NamesThatPageAndKeepsTheOthers()
    {
        // Both tries of the first page that needs a worker.
        var starts = 0;
        var log = new ImagesWorkerLog(id =>
        {
            if (++starts <= 2)
            {
                ImagesWorkerLog.Stop(id);
                ImagesWorkerLog.Kill(id);
            }
        });
        await using var pool = Pool(log);
        var folder = Directory.CreateTempSubdirectory("comic2pdf-images-").FullName;
        try
        {
            var (archive, pdf) = (Path.Combine(folder, "a.cbz"), Path.Combine(folder, "a.pdf"));
            ImagesBook.Zip(archive, [("1.webp", Picture), ("2.webp", Picture), ("3.webp", Picture)]);
            var converter = new ComicConverter(pool, NullLogger<ComicConverter>.Instance);
            var result = await converter.ConvertAsync(archive, pdf, new ConversionOptions { Ocr = null }, null, Token);

            Assert.Equal(3, result.Pages);
            Assert.Equal([1], result.SkippedPages);
            var warning = Assert.Single(result.Warnings);
            Assert.Equal(("worker_crashed", 1, "1.webp"), (warning.Code, warning.Page, warning.Entry));
            Assert.Equal(3, log.Started.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task DecodeAsync_WorkerHoldsMuchAfterAPage_IsReplacedBeforeTheNext()
    {
        var log = new ImagesWorkerLog();
        await using (var plain = Pool(log))
        {
            await plain.DecodeAsync(Picture, MaxPixels, null, Token);
            var usual = ImagesWorkerLog.MemoryOf(log.Started[0]);
            await using var pool = new PageWorkerPool(
                new WorkerOptions
                {
                    Count = 1,
                    Command = ImagesPool.Command,
                    MaxWorkerBytes = usual * 5 / 4,
                },
                log
            );
            Assert.Single(await pool.DecodeAsync(Picture, MaxPixels, null, Token));
            Assert.Single(await pool.DecodeAsync(Picture, MaxPixels, null, Token));
        }

        Assert.Equal(3, log.Started.Count);
    }

    [Theory]
    [InlineData("kill -KILL $$")]
    [InlineData("exec perl -e '$held = \"x\" x (400 << 20); sleep 600'")]
    public async Task Convert_FirstWorkerIsLostOverAPage_CostsNeitherTextNorPicture(string end)
    {
        // The first process of the pool ends so, or holds 400 MiB of a bound of 300; all others are workers.
        using var folder = new TestFolder();
        var first =
            $"mkdir {Path.Combine(folder.Root, "first")} 2>/dev/null && {{ {end}; }}; exec {ImagesPool.Command.FileName} {string.Join(' ', ImagesPool.Command.Arguments)}";
        foreach (var picture in new[] { false, true })
        {
            var log = new ImagesWorkerLog();
            await using var pool = new PageWorkerPool(
                new WorkerOptions
                {
                    Count = 1,
                    Command = new WorkerCommand("sh", ["-c", first]),
                    MaxWorkerBytes = 300L << 20,
                },
                log
            );
            using var page = new LetteredPage(600, 400).Balloon(300, 200, ["HELLO THERE"]);
            var archive = Path.Combine(folder.In, "a.cbz");
            ImagesBook.Zip(archive, [picture ? ("1.webp", Picture) : ("1.jpg", page.ToJpeg())]);
            Engines.Recognizer("eng").Dispose();
            var result = await new ComicConverter(pool, NullLogger<ComicConverter>.Instance).ConvertAsync(
                archive,
                Path.Combine(folder.Out, "a.pdf"),
                new ConversionOptions { Ocr = picture ? null : new() { Languages = "eng" } },
                null,
                Token
            );

            Assert.Empty(result.Warnings);
            Assert.Equal(picture ? 0 : 2, result.Words);
            Assert.Equal(2, log.Started.Count);
            Directory.Delete(Path.Combine(folder.Root, "first"));
            File.Delete(archive);
        }
    }

    [Fact]
    public async Task DecodeAsync_Cancelled_EndsTheWorkerAtOnce()
    {
        var log = new ImagesWorkerLog(ImagesWorkerLog.Stop);
        await using var pool = Pool(log);
        using var cancel = new CancellationTokenSource();
        var page = pool.DecodeAsync(Picture, MaxPixels, null, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page);
        await ImagesWorkerLog.EndOfAsync(Assert.Single(log.Started));
    }

    [Fact]
    public async Task DisposeAsync_IdleWorkers_End()
    {
        var log = new ImagesWorkerLog();
        var pool = Pool(log);
        await pool.DecodeAsync(Picture, MaxPixels, null, Token);
        await pool.DisposeAsync();

        await ImagesWorkerLog.EndOfAsync(log.Started[0]);
        Assert.False(Directory.Exists($"/proc/{log.Started[0]}"));
    }

    private static PageWorkerPool Pool(ImagesWorkerLog log, TimeSpan? deadline = null) =>
        new(
            new WorkerOptions
            {
                Count = 1,
                Command = ImagesPool.Command,
                DecodeDeadline = deadline ?? TimeSpan.FromSeconds(60),
            },
            log
        );

    /// <summary>Keeps the picture that is around the line of a worker.</summary>
    private sealed class ScopedLog : ILogger<PageWorkerPool>
    {
        private readonly LoggerExternalScopeProvider _scopes = new();

        public TaskCompletionSource<string?> Said { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (eventId.Name == "WorkerSaid")
            {
                string? entry = null;
                _scopes.ForEachScope(
                    (scope, _) =>
                        entry =
                            (scope as IEnumerable<KeyValuePair<string, object?>>)?.FirstOrDefault(v => v.Key == "Entry").Value as string,
                    state
                );
                Said.TrySetResult(entry);
            }
        }
    }
}
