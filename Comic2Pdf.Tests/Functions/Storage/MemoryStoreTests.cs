using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>The store that other tests stand on does what every store does.</summary>
[Trait("Storage", "files")]
public sealed class MemoryStoreTests : StoreTests, IDisposable
{
    private readonly MemoryStore _store = new();

    internal override IStore Store => _store;

    public void Dispose() => _store.Dispose();
}
