// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask;

/// <summary>One page of results and where the next begins; no token: this is the last page.</summary>
public sealed class Page<T>
    where T : notnull
{
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    public IReadOnlyList<T> Values { get; }

    public string? ContinuationToken { get; }
}
