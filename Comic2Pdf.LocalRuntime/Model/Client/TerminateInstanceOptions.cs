// Mirrors Microsoft.DurableTask.Client 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask.Client;

/// <summary>Options of a termination: the output to set, and whether sub-orchestrations are terminated too (default: no).</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
