namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>The engine's own measures.</summary>
internal sealed record EngineOptions
{
    public required int MaxConcurrentOrchestrators { get; init; }

    /// <summary>Above this number an instance that becomes idle is read from disk again when it goes on.</summary>
    public required int MaxInstancesInMemory { get; init; }
}
