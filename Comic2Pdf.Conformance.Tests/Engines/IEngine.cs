using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.Engines;

/// <summary>Something that runs orchestrations: a storage provider, a worker and a client.</summary>
internal interface IEngine : IAsyncDisposable
{
    EngineKind Kind { get; }

    DurableTaskClient Client { get; }
}
