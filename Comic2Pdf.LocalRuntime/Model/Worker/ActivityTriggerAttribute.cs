// Mirrors Microsoft.Azure.Functions.Worker.Extensions.DurableTask 1.14.1 (see docs/local-runtime.md, "The mirrored model").
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the function an activity; the parameter is its input. Activity overrides the function's name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    public string? Activity { get; set; }
}
