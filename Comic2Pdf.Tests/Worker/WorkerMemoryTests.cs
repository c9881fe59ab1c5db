using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using NetVips;

namespace Comic2Pdf.Tests.Worker;

/// <summary>A worker holds after many large pages what it held after some: pictures of libvips are released at once and not when the collector comes by.</summary>
public sealed class WorkerMemoryTests
{
    private const int Some = 20;
    private const int Many = 60;

    // One page in memory; pages that piled up would be forty times as much.
    private const long PageBytes = 3L * 1988 * 3056;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("classical")]
    [InlineData("learned")]
    public async Task ReadAsync_ManyLargePages_MemoryStaysFlat(string detector)
    {
        var models = detector == "learned" ? Path.Combine(Repository.Root, ".build", "models") : string.Empty;
        Assert.SkipWhen(
            models.Length > 0 && !File.Exists(Path.Combine(models, DetectorModel.FileName)),
            "needs the detector's model; test.sh fetches it where npm is"
        );
        var page = Page().JpegsaveBuffer();
        var ocr = new OcrOptions { Languages = "eng", RotatePages = false };
        await StaysFlatAsync(models, (pool, i) => pool.ReadAsync([page], Orientations(i), ocr, long.MaxValue, Token));
    }

    [Fact]
    public async Task DecodeAsync_ManyLargePages_MemoryStaysFlat()
    {
        using var page = Page();
        using var veiled = page.Bandjoin(page.ExtractBand(0));
        using var deep = page.Colourspace(Enums.Interpretation.Rgb16);
        byte[][] files = [veiled.WebpsaveBuffer(lossless: true, effort: 0), deep.TiffsaveBuffer(), page.GifsaveBuffer(effort: 1)];
        await StaysFlatAsync(string.Empty, (pool, i) => pool.DecodeAsync(files[i % files.Length], long.MaxValue, null, Token));
    }

    [Theory]
    [InlineData(65535, 3051)]
    [InlineData(14142, 14142)]
    public async Task DecodeAsync_LargestScreenOfAGif_FitsTheLimit(int width, int height)
    {
        // Some bytes that ask for nearly as many pixels as a page may have: all transparent but a corner.
        var gif = new LittleEndianWriter();
        gif.Bytes("GIF89a"u8).U16(width).U16(height).Bytes([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
        gif.Bytes([0x2C]).U16(0).U16(0).U16(2).U16(2).Bytes([0, 2, 3, 0x44, 0x12, 5, 0, 0x3B]);
        await using var pool = new PageWorkerPool(new WorkerOptions { Count = 1, Command = ImagesPool.Command }, new ImagesWorkerLog());

        var page = Assert.Single(await pool.DecodeAsync(gif.ToArray(), 200_000_000, null, Token));

        Assert.Equal((width, height), (page.Image.Width, page.Image.Height));
    }

    /// <summary>Both ways to decode a page for reading: row by row as it is, and turned.</summary>
    private static Orientation Orientations(int i) => i % 2 == 0 ? Orientation.TopLeft : Orientation.RightTop;

    private static async Task StaysFlatAsync(string models, Func<PageWorkerPool, int, Task> work)
    {
        var log = new ImagesWorkerLog();
        var command = new WorkerCommand(
            "env",
            [$"{DetectorModel.Variable}={models}", ImagesPool.Command.FileName, .. ImagesPool.Command.Arguments]
        );
        await using var pool = new PageWorkerPool(
            new WorkerOptions
            {
                Count = 1,
                Command = command,
                MaxWorkerBytes = long.MaxValue,
            },
            log
        );
        long early = 0;
        for (var i = 0; i < Many; i++)
        {
            await work(pool, i);
            early = i == Some - 1 ? ImagesWorkerLog.MemoryOf(log.Started[0]) : early;
            TestContext.Current.TestOutputHelper?.WriteLine($"{i}: {ImagesWorkerLog.MemoryOf(log.Started[0]) >> 20} MiB");
        }

        Assert.Single(log.Started);
        Assert.InRange(ImagesWorkerLog.MemoryOf(log.Started[0]) - early, -Many * PageBytes, 10 * PageBytes);
    }

    /// <summary>A scan's size, soft colours, little that looks like letters: decoding and finding take the time, reading does not.</summary>
    private static Image Page()
    {
        using var x = Image.Xyz(1988, 3056);
        return (x / 8).Bandjoin(x.ExtractBand(0)).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
    }
}
