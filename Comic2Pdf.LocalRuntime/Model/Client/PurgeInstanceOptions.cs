// Mirrors Microsoft.DurableTask.Client 1.25.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.DurableTask.Client;

/// <summary>Options of a purge: whether sub-orchestrations go with their parent (default: no).</summary>
public record PurgeInstanceOptions(bool Recursive = false);
