// Mirrors Microsoft.DurableTask.Abstractions 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask;

/// <summary>Decides after a failed attempt whether there is another one. It runs inside the orchestrator and must be deterministic.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
