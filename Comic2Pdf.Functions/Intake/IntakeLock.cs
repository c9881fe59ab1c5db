namespace Comic2Pdf.Functions.Intake;

/// <summary>Use cases of intake run one at a time in this process: hashing is as fast as the disk, and two of them at once would race for claims.</summary>
public sealed class IntakeLock : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Runs a use case as soon as no other runs.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> useCase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(useCase);
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await useCase();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
