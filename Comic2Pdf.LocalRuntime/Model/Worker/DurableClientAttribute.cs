// Mirrors Microsoft.Azure.Functions.Worker.Extensions.DurableTask 1.14.1 (see docs/local-runtime.md, "The mirrored model").
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a DurableTaskClient. There is one task hub: TaskHub and ConnectionName are refused when the host starts.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    public string? TaskHub { get; set; }

    public string? ConnectionName { get; set; }
}
