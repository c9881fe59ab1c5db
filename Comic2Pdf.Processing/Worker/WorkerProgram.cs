using System.Diagnostics;
using System.Threading.Channels;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Detection;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Ocr.SecondOpinion;
using Comic2Pdf.Processing.Ocr.Tesseract;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// The child process that all native decoding and reading happens in. It answers one request at a time on its standard output and dies
/// with its standard input, even in the middle of a native call, so no worker outlives the program that started it.
/// </summary>
public static class WorkerProgram
{
    /// <summary>The one argument that makes a program a page worker.</summary>
    public const string Argument = "page-worker";

    /// <summary>Runs the worker when <paramref name="args"/> ask for one. To be called first in Main.</summary>
    /// <returns>True when it ran: the program must end then.</returns>
    public static bool RunIfAsked(IReadOnlyList<string> args)
    {
        if (args is not [Argument])
        {
            return false;
        }

        if (Sandbox.Enter() is { } reason)
        {
            Console.Error.WriteLine($"works without its sandbox: {reason}");
        }

        Run(Console.OpenStandardInput(), Console.OpenStandardOutput()).GetAwaiter().GetResult();
        return true;
    }

    private static async Task Run(Stream input, Stream output)
    {
        var requests = Channel.CreateUnbounded<(WorkerRequest Request, IReadOnlyList<ReadOnlyMemory<byte>> Blobs)>();
        _ = Task.Factory.StartNew(
            () => Listen(input, requests.Writer),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        NetVips.NetVips.Concurrency = 1;
        NetVips.Cache.Max = 0;

        // Only the readers that are fuzzed and meant for untrusted files.
        NetVips.NetVips.BlockUntrusted = true;
        using var handler = new RequestHandler(DetectorModel.CreateDetector, TesseractRecognizer.CreateSet, LineReaderModel.CreateReader);
        await foreach (var (request, blobs) in requests.Reader.ReadAllAsync())
        {
            var (reply, results) = handler.Answer(request, blobs);
            using var self = Process.GetCurrentProcess();
            reply = reply with { CpuSeconds = self.TotalProcessorTime.TotalSeconds };
            await WorkerChannel.WriteAsync(output, reply, results, CancellationToken.None);
        }
    }

    private static async Task Listen(
        Stream input,
        ChannelWriter<(WorkerRequest Request, IReadOnlyList<ReadOnlyMemory<byte>> Blobs)> requests
    )
    {
        try
        {
            while (await WorkerChannel.ReadAsync<WorkerRequest>(input, CancellationToken.None) is { } message)
            {
                requests.TryWrite((message.Header, message.Blobs));
            }
        }
        finally
        {
            // Not Exit: a native call may be under way and its library would be taken down under it.
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }

    /// <summary>Keeps the engine warm between pages.</summary>
    private sealed class RequestHandler(
        Func<ITextDetector> createDetector,
        Func<IRecognizers> createRecognizers,
        Func<ILineReader?> createSecondReader
    ) : IDisposable
    {
        private ITextDetector? _detector;
        private IRecognizers? _recognizers;
        private readonly Lazy<ILineReader?> _second = new(createSecondReader, isThreadSafe: false);

        public (WorkerReply Reply, IReadOnlyList<ReadOnlyMemory<byte>> Blobs) Answer(
            WorkerRequest request,
            IReadOnlyList<ReadOnlyMemory<byte>> blobs
        )
        {
            try
            {
                if (request.Read is { } options)
                {
                    return (new WorkerReply { Text = Read(request, options, blobs) }, []);
                }

                if (request.ThumbnailWidth is { } width)
                {
                    return (new WorkerReply(), [Thumbnail.Make(blobs, request.Orientation, width, request.MaxPixels)]);
                }

                var (frames, pictures) = ImageDecoder.Decode(blobs[0], request.MaxPixels);
                return (new WorkerReply { Frames = frames }, pictures);
            }
            catch (ComicException e)
            {
                return (new WorkerReply { ErrorCode = e.Code, ErrorMessage = e.Message }, []);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // What a library throws says nothing to a reader; it is in the log at debug level.
                Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}");
                return request.Read is null
                    ? (new WorkerReply { ErrorCode = ErrorCode.PageUnreadable, ErrorMessage = "the picture cannot be decoded" }, [])
                    : (new WorkerReply { ErrorCode = ErrorCode.OcrFailed, ErrorMessage = "the page cannot be read" }, []);
            }
        }

        public void Dispose()
        {
            _detector?.Dispose();
            _recognizers?.Dispose();
            if (_second.IsValueCreated)
            {
                _second.Value?.Dispose();
            }
        }

        private PageText Read(WorkerRequest request, OcrOptions options, IReadOnlyList<ReadOnlyMemory<byte>> blobs)
        {
            var image = RgbDecoder.Decode(blobs, request.Orientation, request.MaxPixels, out var scale);
            var text = new PageTextReader(_detector ??= createDetector(), _recognizers ??= createRecognizers(), _second.Value).Read(
                image,
                options
            );
            return scale > 1 ? text.Scale(scale) : text;
        }
    }
}
