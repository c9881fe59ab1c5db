// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Abstractions 1.3.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The root of all binding attributes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute;
