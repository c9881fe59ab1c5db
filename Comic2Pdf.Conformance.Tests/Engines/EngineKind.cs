namespace Comic2Pdf.Conformance.Tests.Engines;

public enum EngineKind
{
    /// <summary>Comic2Pdf.DurableTask.Sqlite under Comic2Pdf.LocalRuntime's worker and client.</summary>
    Sqlite,

    /// <summary>Microsoft's Azure Storage provider on Azurite under the same worker and client.</summary>
    AzureStorage,

    /// <summary>Microsoft's in-process test host: its own service in memory, and its gRPC worker and client. Nothing of ours is in it.</summary>
    Reference,
}
