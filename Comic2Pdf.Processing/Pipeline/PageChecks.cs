using Comic2Pdf.Processing.Images.Checks;
using Comic2Pdf.Processing.Pdf;
using Microsoft.Win32.SafeHandles;

namespace Comic2Pdf.Processing.Pipeline;

/// <summary>
/// Looks through pictures that went into the PDF as they came, while PREP goes on with the next ones. They are read back from the file, out of the system's
/// memory, so that no picture has to be held for it.
/// </summary>
/// <param name="pdf">The PDF of pictures.</param>
/// <param name="atOnce">How many pictures at the same time.</param>
internal sealed class PageChecks(FileStream pdf, int atOnce) : IAsyncDisposable
{
    private readonly SemaphoreSlim _seats = new(atOnce);
    private readonly List<Task> _running = [];
    private volatile bool _isGivenUp;

    /// <summary>Begins to look through a picture that has just been written.</summary>
    /// <returns>What is wrong with it, for a person; null when nothing is.</returns>
    public Task<string?> Start(ImageObject jpeg)
    {
        // Asked for here and not in the check: it writes what the stream holds back, which only its one writer may do.
        var check = RunAsync(pdf.SafeFileHandle, jpeg);
        _running.Add(check);
        return check;
    }

    /// <summary>Ends what nobody waits for any more; the file may be closed then.</summary>
    public async ValueTask DisposeAsync()
    {
        _isGivenUp = true;
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _seats.Dispose();
    }

    private async Task<string?> RunAsync(SafeFileHandle file, ImageObject jpeg)
    {
        await _seats.WaitAsync();
        try
        {
            return _isGivenUp ? null : await Task.Run(() => JpegCheck.FindDamage(new FilePart(file, jpeg.DataOffset, jpeg.DataLength)));
        }
        finally
        {
            _seats.Release();
        }
    }
}
