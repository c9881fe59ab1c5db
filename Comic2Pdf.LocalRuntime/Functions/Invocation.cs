using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.LocalRuntime.Functions;

/// <summary>One run of a function: what its trigger brings, and the context that the function may ask for.</summary>
internal sealed class Invocation : FunctionContext
{
    private static readonly RetryContext NoRetry = new Retry(0, 0);

    public Invocation(FunctionMethod function, IServiceProvider services, CancellationToken cancellation)
    {
        FunctionDefinition = function.Definition;
        InstanceServices = services;
        CancellationToken = cancellation;
    }

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override TraceContext TraceContext { get; } = new Trace();

    public override BindingContext BindingContext => new Bindings(Data);

    public override RetryContext RetryContext => Delivery ?? NoRetry;

    public override IServiceProvider InstanceServices { get; set; }

    public override FunctionDefinition FunctionDefinition { get; }

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    /// <summary>The worker's own features: here there are none, and asking says so.</summary>
    public override IInvocationFeatures Features => throw new NotSupportedException("The local runtime has no invocation features.");

    public override CancellationToken CancellationToken { get; }

    /// <summary>Makes the trigger's value in the type of the parameter that has the trigger attribute.</summary>
    public required Func<Type, object?> Trigger { get; init; }

    /// <summary>An orchestrator's input in the type of its second parameter.</summary>
    public Func<Type, object?> Input { get; init; } = static _ => null;

    /// <summary>What the trigger knows by name; parameters without an attribute are bound from here.</summary>
    public IReadOnlyDictionary<string, object?> Data { get; init; } = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);

    public RetryContext? Delivery { get; init; }

    public DurableTaskClient? Client { get; init; }

    /// <summary>The trigger's word on how often an event was delivered before.</summary>
    internal sealed class Retry(int count, int max) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => max;
    }

    private sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Trace : TraceContext
    {
        public override string TraceParent { get; } = System.Diagnostics.Activity.Current?.Id ?? string.Empty;

        public override string TraceState { get; } = System.Diagnostics.Activity.Current?.TraceStateString ?? string.Empty;

        public override IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;
    }
}
