// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Abstractions 1.3.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function. Names are unique in an app, without regard to case.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    public FunctionAttribute(string name) => Name = name;

    public string Name { get; }
}
