// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask;

/// <summary>As <see cref="RetryHandler"/>, and may await durable tasks (a timer, for instance).</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
