namespace Comic2Pdf.Functions.Storage;

/// <summary>A file on this machine that stands for a stored one, as long as it is not disposed.</summary>
/// <param name="path">Where it is.</param>
/// <param name="commit">Makes it the stored file; null for one that is only read.</param>
/// <param name="isScratch">Whether it goes in any case; else only when it was not committed.</param>
public sealed class LocalFile(string path, Func<CancellationToken, Task>? commit, bool isScratch) : IAsyncDisposable
{
    private bool _isKept = commit is null && !isScratch;

    /// <summary>The full path of the file on this machine.</summary>
    public string Path { get; } = path;

    /// <summary>Makes it the stored file, all of it or nothing.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await (commit ?? throw new InvalidOperationException("this file is only for reading"))(cancellationToken);
        _isKept = !isScratch;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        try
        {
            if (!_isKept)
            {
                File.Delete(Path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The janitor finds it.
        }

        return ValueTask.CompletedTask;
    }
}
