using System.Threading.Channels;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Text;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// Child processes that decode and read pages. Native libraries meet untrusted pictures only there: a hang or a crash costs one page and
/// one restart, never this process. Processes start when first needed and stay warm. Thread-safe.
/// </summary>
public sealed class PageWorkerPool : IAsyncDisposable
{
    private readonly WorkerOptions _options;
    private readonly WorkerCommand _command;
    private readonly ILogger<PageWorkerPool> _logger;
    private readonly Channel<PageWorker?> _seats;
    private readonly Lazy<WorkerFolder> _folder = new(() => WorkerFolder.Create());
    private double _endedCpuSeconds;
    private long _crashes;

    /// <summary>Makes a pool; no process is started yet.</summary>
    public PageWorkerPool(WorkerOptions options, ILogger<PageWorkerPool> logger)
    {
        _options = options;
        _command = (options.Command ?? WorkerCommand.Self()).WithNice(options.Nice);
        _logger = logger;
        _seats = Channel.CreateBounded<PageWorker?>(options.Count);
        for (var i = 0; i < options.Count; i++)
        {
            // An empty slot: its first user starts the process.
            _seats.Writer.TryWrite(null);
        }
    }

    /// <summary>How many pages are worked on at the same time.</summary>
    public int Count => _options.Count;

    /// <summary>Workers that crashed, were killed or held too much memory, so far.</summary>
    public long Crashes => Interlocked.Read(ref _crashes);

    /// <summary>Processor time used by the workers that are idle or have ended, in seconds. Complete when nothing is under way.</summary>
    public double CpuSeconds
    {
        get
        {
            var total = Volatile.Read(ref _endedCpuSeconds);
            var idle = new List<PageWorker?>();
            while (_seats.Reader.TryRead(out var worker))
            {
                idle.Add(worker);
            }

            foreach (var worker in idle)
            {
                total += worker?.CpuSeconds ?? 0;
                _seats.Writer.TryWrite(worker);
            }

            return total;
        }
    }

    /// <summary>Decodes a picture that a PDF cannot hold as it is.</summary>
    /// <param name="file">The image file.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="entry">Its name, for what the log says meanwhile; null: none.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    /// <returns>One page; several for a TIFF of several pages.</returns>
    /// <exception cref="PageException">It cannot be decoded, is too large, or crashed or stalled the worker.</exception>
    public async Task<IReadOnlyList<PageImage>> DecodeAsync(
        ReadOnlyMemory<byte> file,
        long maxPixels,
        string? entry,
        CancellationToken cancellationToken
    )
    {
        using var about = entry is null
            ? null
            : _logger.BeginScope(new KeyValuePair<string, object?>[] { new("Entry", UntrustedText.Printable(entry)) });
        var (reply, blobs) = await AskAsync(
            new WorkerRequest { MaxPixels = maxPixels },
            [file],
            _options.DecodeDeadline,
            ErrorCode.PageUnreadable,
            cancellationToken
        );
        var pages = new List<PageImage>();
        var next = 0;
        foreach (var frame in reply.Frames)
        {
            var color = ImageInspector.Inspect(blobs[next++])!.Image;
            var alpha = frame.HasAlpha ? ImageInspector.Inspect(blobs[next++])!.Image : null;
            pages.Add(
                new PageImage(color with { Alpha = alpha }, frame.Orientation, frame.DpiX, frame.DpiY, frame.Damage)
                {
                    IsAnimated = frame.IsAnimated,
                }
            );
        }

        return pages;
    }

    /// <summary>Reads the lettering on a page.</summary>
    /// <param name="files">The picture as an image file; second, if any: its opacity.</param>
    /// <param name="orientation">How it is turned for showing.</param>
    /// <param name="options">How to read.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    /// <exception cref="PageException">The page was not read; it can stay an image.</exception>
    /// <exception cref="OcrException">No page can be read: engine or language missing.</exception>
    public async Task<PageText> ReadAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> files,
        Orientation orientation,
        OcrOptions options,
        long maxPixels,
        CancellationToken cancellationToken
    )
    {
        var request = new WorkerRequest
        {
            MaxPixels = maxPixels,
            Orientation = orientation,
            Read = options,
        };
        var (reply, _) = await AskAsync(request, files, options.PageDeadline + _options.Grace, ErrorCode.OcrTimeout, cancellationToken);
        return reply.Text ?? throw new PageException(ErrorCode.OcrFailed, "the page worker gave no answer");
    }

    /// <summary>Makes a small JPEG of a page.</summary>
    /// <param name="files">The picture as an image file; second, if any: its opacity.</param>
    /// <param name="orientation">How it is turned for showing.</param>
    /// <param name="width">Columns of the result, as shown; a smaller picture stays as small.</param>
    /// <param name="maxPixels">Pixels that it may have.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    /// <exception cref="PageException">It cannot be decoded.</exception>
    public async Task<ReadOnlyMemory<byte>> ThumbnailAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> files,
        Orientation orientation,
        int width,
        long maxPixels,
        CancellationToken cancellationToken
    )
    {
        var request = new WorkerRequest
        {
            MaxPixels = maxPixels,
            Orientation = orientation,
            ThumbnailWidth = width,
        };
        var (_, blobs) = await AskAsync(request, files, _options.DecodeDeadline, ErrorCode.PageUnreadable, cancellationToken);
        return blobs.Count == 1 ? blobs[0] : throw new PageException(ErrorCode.PageUnreadable, "the page worker gave no picture");
    }

    /// <summary>A pool of its own with workers of the same kind, for work that must not wait for pages that are read.</summary>
    /// <param name="count">Processes at the same time.</param>
    public PageWorkerPool Beside(int count) => new(_options with { Count = count }, _logger);

    /// <summary>Ends all processes.</summary>
    public ValueTask DisposeAsync()
    {
        _seats.Writer.TryComplete();
        while (_seats.Reader.TryRead(out var worker))
        {
            worker?.Dispose();
        }

        if (_folder.IsValueCreated)
        {
            _folder.Value.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void NoteCrash(PageWorker? worker, string end)
    {
        Interlocked.Increment(ref _crashes);
        Log.WorkerCrashed(_logger, worker?.ProcessId ?? 0, end);
    }

    private async Task<(WorkerReply Reply, IReadOnlyList<ReadOnlyMemory<byte>> Blobs)> AskAsync(
        WorkerRequest request,
        IReadOnlyList<ReadOnlyMemory<byte>> blobs,
        TimeSpan deadline,
        string timeoutCode,
        CancellationToken cancellationToken
    )
    {
        var worker = await _seats.Reader.ReadAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var isUsable = false;
        WorkerGuard? guard = null;
        try
        {
            if (worker is { HasEnded: true })
            {
                // It died while it was idle: no page has to fail for that.
                NoteCrash(worker, worker.DescribeEnd());
                InterlockedAdd(ref _endedCpuSeconds, worker.CpuSeconds);
                worker.Dispose();
                worker = null;
            }

            worker ??= Start();
            guard = new WorkerGuard(worker, _options.MaxWorkerBytes, deadline, stop);
            var answer = await worker.AskAsync(request, blobs, stop.Token);
            isUsable = true;
            return answer.Reply.ErrorCode is { } code ? throw Failure(code, answer.Reply.ErrorMessage ?? code) : answer;
        }
        catch (OperationCanceledException) when (guard?.IsOverMemory == true)
        {
            var end = $"it held more than {_options.MaxWorkerBytes >> 20} MiB";
            NoteCrash(worker, end);
            throw new PageException(ErrorCode.WorkerCrashed, $"the page worker failed on this page: {end}", isTransient: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.WorkerStalled(_logger, worker!.ProcessId, deadline.TotalSeconds);
            throw new PageException(
                timeoutCode,
                $"the page was not done within {deadline.TotalSeconds:0} s of processor time",
                isTransient: true
            );
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            var end = worker?.DescribeEnd() ?? e.Message;
            NoteCrash(worker, end);
            throw new PageException(ErrorCode.WorkerCrashed, $"the page worker failed on this page: {end}", isTransient: true, e);
        }
        finally
        {
            guard?.Dispose();
            if (worker is not null && (!isUsable || IsLarge(worker)))
            {
                // It may still be busy, or be gone, or hold so much that the next page might not fit: never asked again.
                InterlockedAdd(ref _endedCpuSeconds, worker.CpuSeconds);
                worker.Dispose();
                worker = null;
            }

            if (!_seats.Writer.TryWrite(worker))
            {
                worker?.Dispose();
            }
        }
    }

    // Between two pages a new process costs no page; in the middle of one it would.
    private bool IsLarge(PageWorker worker)
    {
        var bytes = worker.MemoryBytes;
        if (bytes <= _options.MaxWorkerBytes / 4 * 3)
        {
            return false;
        }

        Log.WorkerRecycled(_logger, worker.ProcessId, bytes >> 20);
        return true;
    }

    private PageWorker Start()
    {
        try
        {
            var worker = PageWorker.Start(
                _command,
                _folder.Value.FullName,
                (process, line) => Log.WorkerSaid(_logger, process, UntrustedText.Printable(line))
            );
            Log.WorkerStarted(_logger, worker.ProcessId);
            return worker;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ComicException(
                ErrorCode.Internal,
                $"the page worker cannot be started ({_command.FileName}): {e.Message}",
                isTransient: true,
                e
            );
        }
    }

    private static ComicException Failure(string code, string message) =>
        code is ErrorCode.OcrEngineMissing or ErrorCode.OcrLanguageMissing
            ? new OcrException(code, message)
            : new PageException(code, message, isTransient: code == ErrorCode.OcrTimeout);

    private static void InterlockedAdd(ref double target, double value)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref target);
        } while (Interlocked.CompareExchange(ref target, seen + value, seen) != seen);
    }
}
