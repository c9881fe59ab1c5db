using System.Threading.Channels;
using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Processing.Pdf;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>
/// Checks pictures that went into the PDF as they came, while PREP goes on with the next ones. They are read back from the file, out of the system's
/// memory, so that no picture has to be held for it.
/// </summary>
/// <param name="pdf">The PDF of pictures.</param>
/// <param name="threads">How many threads check pictures; each reads up to two at a time.</param>
internal sealed class PageChecks(FileStream pdf, int threads) : IAsyncDisposable
{
    private readonly Channel<JpegCheck> _waiting = Channel.CreateUnbounded<JpegCheck>();
    private readonly List<Task> _threads = [];
    private volatile bool _isGivenUp;
    private int _working;

    /// <summary>Begins to check a picture that has just been written.</summary>
    /// <returns>What is wrong with it, for a person; null when nothing is.</returns>
    public Task<string?> Start(ImageObject jpeg)
    {
        // The handle is asked for here and not by the check: that writes what the stream holds back, which only its one writer may do.
        var check = new JpegCheck(new FilePart(pdf.SafeFileHandle, jpeg.DataOffset, jpeg.DataLength));
        _waiting.Writer.TryWrite(check);
        if (_threads.Count < threads)
        {
            _threads.Add(Task.Run(WorkAsync));
        }

        return check.Result;
    }

    /// <summary>Ends after the pictures that are being read; the file may be closed then. The results of the others never come.</summary>
    public async ValueTask DisposeAsync()
    {
        _isGivenUp = true;
        _waiting.Writer.Complete();
        await Task.WhenAll(_threads).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WorkAsync()
    {
        while (!_isGivenUp && await _waiting.Reader.WaitToReadAsync())
        {
            Interlocked.Increment(ref _working);
            JpegCheck.Run(Next);
            Interlocked.Decrement(ref _working);
        }
    }

    /// <summary>The next picture; a second one beside another only while no thread is idle.</summary>
    private JpegCheck? Next(bool isSecond) =>
        !_isGivenUp && (!isSecond || Volatile.Read(ref _working) == threads) && _waiting.Reader.TryRead(out var check) ? check : null;
}
