// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Abstractions 1.3.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks the parameter that triggers a function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute;
