// Mirrors Microsoft.Azure.Functions.Worker.Core 2.52.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker;

/// <summary>The W3C trace that the invocation belongs to; empty strings when nobody traces.</summary>
public abstract class TraceContext
{
    public abstract string TraceParent { get; }

    public abstract string TraceState { get; }
}
