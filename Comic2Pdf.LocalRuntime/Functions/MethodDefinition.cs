using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>What a function's context tells of the function itself. Bindings are worked out by <see cref="ParameterBinding"/> and not listed here.</summary>
internal sealed class MethodDefinition(MethodInfo method, string name) : FunctionDefinition
{
    public override string PathToAssembly => method.DeclaringType!.Assembly.Location;

    public override string EntryPoint => $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string Id => name;

    public override string Name => name;

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [.. method.GetParameters().Select(static p => new FunctionParameter(p.Name!, p.ParameterType))];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
}
