using System.Text.Json;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Tests.Worker;

public sealed class WorkerChannelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_Reply_AllFieldsAndBlobs()
    {
        var word = new TextWord("déjà", new Box(1, 2, 3.5, 4), 87.5) { Language = "fra", Continuation = new Box(5, 6, 7, 8) };
        var line = new TextLine(new Baseline(1, 2, 3, 4), 5, 6, [word, new TextWord("vu", new Box(0, 0, 1, 1), 1)]);
        var reply = new WorkerReply
        {
            Text = new PageText(10, 20, [new TextBlock([line])]) { QuarterTurns = 3 },
            Frames = [new DecodedFrame(Orientation.RightTop, 72, 300, true, false, "cut")],
            ErrorCode = "a",
            ErrorMessage = "b",
            CpuSeconds = 1.25,
        };

        var (again, blobs) = await PassAsync(reply, [1, 2, 3]);

        // Of the records' own equality lists are left out.
        Assert.Equal(JsonSerializer.Serialize(reply), JsonSerializer.Serialize(again));
        Assert.Equal([1, 2, 3], Assert.Single(blobs).ToArray());
    }

    [Fact]
    public async Task ReadAsync_Request_AllFields()
    {
        // No field at its default: one that is forgotten shows.
        var options = new OcrOptions
        {
            Languages = "deu",
            Engine = ReadingEngine.Comic,
            PageDeadline = TimeSpan.FromSeconds(7),
            MinConfidence = 1,
            MinConfidenceInBalloon = 2,
            RotatePages = false,
            DecideLanguage = false,
            RightToLeft = true,
        };
        var standard = new OcrOptions();
        Assert.All(typeof(OcrOptions).GetProperties(), p => Assert.NotEqual(p.GetValue(standard), p.GetValue(options)));
        var request = new WorkerRequest
        {
            MaxPixels = 5,
            Orientation = Orientation.LeftBottom,
            Read = options,
        };

        Assert.Equal(request, (await PassAsync(request)).Header);
        Assert.Equal(request with { Read = null }, (await PassAsync(request with { Read = null })).Header);
    }

    [Fact]
    public async Task ReadAsync_EndOfStream_Null() => Assert.Null(await WorkerChannel.ReadAsync<WorkerReply>(Stream.Null, Token));

    private static async Task<(T Header, IReadOnlyList<ReadOnlyMemory<byte>> Blobs)> PassAsync<T>(T message, params byte[] blob)
        where T : class, IWorkerMessage<T>
    {
        using var pipe = new MemoryStream();
        await WorkerChannel.WriteAsync(pipe, message, blob.Length == 0 ? [] : [blob], Token);
        pipe.Position = 0;
        return (await WorkerChannel.ReadAsync<T>(pipe, Token))!.Value;
    }
}
