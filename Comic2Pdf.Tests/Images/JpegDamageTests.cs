using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Ocr;
using Microsoft.Extensions.Logging.Abstractions;
using NetVips;

namespace Comic2Pdf.Tests.Images;

/// <summary>Damage in a JPEG's coded data: what libjpeg warns of is found, and sound pictures of every kind pass.</summary>
public sealed class JpegDamageTests(ImagesPool pool)
{
    public static TheoryData<string> Kinds { get; } =
    ["gray", "420", "444", "progressive", "progressive gray", "restart", "progressive restart", "optimised", "low", "best", "cmyk", "tall"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FindDamage_SoundPicture_FindsNone(string kind) => Assert.Null(Find(Make(kind)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FindDamage_DamageAnywhere_FindsWhatDecodersSee(string kind)
    {
        var sound = Make(kind);
        var scan = sound.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, ImagesJpeg.StartOfScan]) + 14;
        var (seen, found) = (0, 0);
        var missed = new List<string>();
        for (var (at, i) = (scan, 0); at < sound.Length - 40; at += 37, i++)
        {
            var damaged = (i % 5) switch
            {
                0 => Changed(sound, s => s.AsSpan(at, 32).Clear()),
                1 => Changed(sound, s => new Random(i).NextBytes(s.AsSpan(at, 32))),
                2 => [.. sound[..at], .. sound[(at + 16)..]],
                3 => [.. sound[..at], .. sound.AsSpan(at - 8, 20), .. sound[at..]],
                _ => [.. sound[..at], 0xFF, 0xD9],
            };
            var isSeen = IsSeenByLibjpeg(damaged);
            var isFound = Find(damaged) is not null;
            seen += isSeen ? 1 : 0;
            found += isFound ? 1 : 0;
            if (isSeen && !isFound)
            {
                missed.Add($"{i % 5} at {at}");
            }
        }

        Assert.Empty(missed);
        Assert.True(found >= seen && seen > 0, $"found {found}, libjpeg {seen}");
    }

    [Fact]
    public async Task Run_FilesBesideEachOther_FindsWhatOneAloneFinds()
    {
        var random = new Random(1);
        var sound = Kinds.Select(k => Make(k.Data)).ToArray();
        var files = Enumerable
            .Range(0, 300)
            .Select(i => i % 3 == 0 ? sound[i % sound.Length] : Mutations.Of(sound[i % sound.Length], i))
            .ToArray();
        random.Shuffle(files);
        var waiting = new Queue<JpegCheck>(files.Select(f => new JpegCheck(new MemoryStream(f))));
        var checks = waiting.ToArray();

        // A second file is not always there.
        JpegCheck.Run(isSecond =>
            isSecond && random.Next(4) == 0 ? null
            : waiting.TryDequeue(out var next) ? next
            : null
        );

        Assert.Equal(files.Select(Find), await Task.WhenAll(checks.Select(c => c.Result)));
    }

    [Fact]
    public async Task Run_FileThatCannotBeRead_FailsAlone()
    {
        var sound = Make("tall");
        var (broken, whole) = (new JpegCheck(new FaultyStream(sound, sound.Length / 2)), new JpegCheck(new MemoryStream(sound)));
        var waiting = new Queue<JpegCheck>([broken, whole]);
        JpegCheck.Run(_ => waiting.TryDequeue(out var next) ? next : null);

        await Assert.ThrowsAsync<IOException>(() => broken.Result);
        Assert.Null(await whole.Result);
    }

    [Theory]
    [InlineData("420", false)]
    [InlineData("420", true)]
    [InlineData("progressive", false)]
    [InlineData("progressive", true)]
    [InlineData("tall", false)]
    [InlineData("tall", true)]
    public async Task Convert_DamageInTheMiddle_IsNamedAndTheBytesAreKept(string kind, bool isRead)
    {
        var sound = Make(kind);
        var damaged = Changed(sound, s => s.AsSpan(s.Length / 2, 60).Fill(0x5A));
        using var book = new ImagesBook(pool) { Options = Options(isRead) };
        await book.ConvertAsync(("1.jpg", damaged), ("2.jpg", sound));

        book.CheckPdf(2);
        var warning = Assert.Single(book.Result.Warnings);
        Assert.Equal(("page_damaged", 1, "1.jpg"), (warning.Code, warning.Page, warning.Entry));
        Assert.Equal([1], book.Result.SkippedPages);
        Assert.Equal(damaged, book.RawImageStream());
    }

    [Fact]
    public async Task Convert_DamageOfAllKinds_IsNamedAlikeWithReadingAndWithout()
    {
        (string Name, byte[] File)[] pages =
        [
            .. Kinds.SelectMany(k =>
            {
                var sound = Make(k.Data);
                return Enumerable.Range(0, 3).Select(i => ($"{k.Data} {i}.jpg", i == 0 ? sound : Mutations.Of(sound, i)));
            }),
            ("cut.jpg", Make("420")[..^200]),
        ];
        using var shown = new ImagesBook(pool) { Options = Options(isRead: false) };
        using var read = new ImagesBook(pool) { Options = Options(isRead: true) };
        await shown.ConvertAsync(pages);
        await read.ConvertAsync(pages);

        // One that cannot be decoded at all is named for that too.
        Assert.Equal(
            shown.Result.Warnings,
            read.Result.Warnings.Where(w => !w.Message.Contains("stays an image", StringComparison.Ordinal))
        );
        Assert.Equal(shown.Result.SkippedPages, read.Result.SkippedPages);
        Assert.Contains(read.Result.Warnings, w => w.Code == "page_damaged");
    }

    [Fact]
    public async Task Convert_WorkerFailsOnADamagedPage_BothAreNamed()
    {
        var log = new ImagesWorkerLog();
        await using var failing = new PageWorkerPool(new WorkerOptions { Count = 1, Command = new WorkerCommand("false", []) }, log);
        using var folder = new TestFolder();
        var archive = Path.Combine(folder.In, "a.cbz");
        ImagesBook.Zip(archive, [("1.jpg", Changed(Make("420"), s => s.AsSpan(s.Length / 2, 60).Fill(0x5A)))]);
        var result = await new ComicConverter(failing, NullLogger<ComicConverter>.Instance).ConvertAsync(
            archive,
            Path.Combine(folder.Out, "a.pdf"),
            Options(isRead: true),
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(2, log.Started.Count);
        Assert.Equal(["page_damaged", "worker_crashed"], result.Warnings.Select(w => w.Code));
        Assert.Equal([1], result.SkippedPages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Convert_LargeDamagedJpeg_IsNamedThoughItIsNeverInMemoryAsAWhole(bool isRead)
    {
        var noise = Image.Gaussnoise(1500, 1200, mean: 128, sigma: 60).Cast(Enums.BandFormat.Uchar);
        var sound = noise.JpegsaveBuffer(q: 95);
        Assert.True(sound.Length > 1 << 20);
        using var book = new ImagesBook(pool) { Options = Options(isRead) };
        await book.ConvertAsync(("1.jpg", sound), ("2.jpg", Changed(sound, s => s.AsSpan(s.Length - 5000, 600).Clear())));

        Assert.Equal([2], book.Result.SkippedPages);
        Assert.Equal("page_damaged", Assert.Single(book.Result.Warnings).Code);
    }

    private static ConversionOptions Options(bool isRead)
    {
        if (isRead)
        {
            Engines.Recognizer("eng").Dispose();
        }

        return new() { Ocr = isRead ? new() { Languages = "eng" } : null, MinPdfBytes = 0 };
    }

    private static string? Find(byte[] jpeg) => JpegCheck.FindDamage(new MemoryStream(jpeg));

    private static bool IsSeenByLibjpeg(byte[] jpeg)
    {
        try
        {
            using var image = Image.JpegloadBuffer(jpeg, failOn: Enums.FailOn.Warning);
            image.WriteToMemory<byte>();
            return false;
        }
        catch (VipsException)
        {
            return true;
        }
    }

    private static byte[] Changed(byte[] file, Action<byte[]> change)
    {
        var copy = file.ToArray();
        change(copy);
        return copy;
    }

    private static byte[] Make(string kind)
    {
        // Drawn and photo-like at once.
        var flat = ImagesRaster.Of(
            131,
            97,
            (x, y) => ((byte)((x * 7) ^ (y * 3)), (byte)(x / 9 % 2 * 200), (byte)(128 + (60 * Math.Sin(x * y / 90.0))))
        );
        var image = flat.ToVips();
        return kind switch
        {
            "gray" => flat.ToVipsGray().JpegsaveBuffer(q: 85),
            "444" => image.JpegsaveBuffer(q: 90, subsampleMode: Enums.ForeignSubsample.Off),
            "progressive" => image.JpegsaveBuffer(q: 80, interlace: true),
            "progressive gray" => flat.ToVipsGray().JpegsaveBuffer(q: 95, interlace: true),
            "restart" => image.JpegsaveBuffer(q: 80, restartInterval: 3),
            "progressive restart" => image.JpegsaveBuffer(q: 80, interlace: true, restartInterval: 5),
            "optimised" => image.JpegsaveBuffer(q: 60, optimizeCoding: true),
            "low" => image.JpegsaveBuffer(q: 15),
            "best" => image.JpegsaveBuffer(q: 100, subsampleMode: Enums.ForeignSubsample.Off),
            "cmyk" => ImagesVips.CmykPatches().JpegsaveBuffer(q: 85),
            "tall" => flat.ToVips().Replicate(1, 9).JpegsaveBuffer(q: 75),
            _ => image.JpegsaveBuffer(q: 80),
        };
    }
}
