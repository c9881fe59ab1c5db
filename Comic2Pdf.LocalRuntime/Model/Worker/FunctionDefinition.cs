// Mirrors Microsoft.Azure.Functions.Worker.Core 2.52.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which function is invoked. Parameters and bindings are not declared.</summary>
public abstract class FunctionDefinition
{
    public abstract string PathToAssembly { get; }

    public abstract string EntryPoint { get; }

    public abstract string Id { get; }

    public abstract string Name { get; }
}
