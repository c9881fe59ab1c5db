using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>Against a real Azurite.</summary>
[Trait("Storage", "files")]
public sealed class BlobStoreTests : StoreTests, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-store");
    private BlobContainerClient _container = null!;
    private BlobStore _store = null!;

    internal override IStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _container = new BlobAccount(await Azurite.NewAccountAsync(), null, null).Open();
        await _container.CreateIfNotExistsAsync();
        _store = new BlobStore(_container, new Scratch(_folder.FullName, new DiskSpace(), TimeProvider.System));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task MoveInto_AfterACrashBetweenCopyAndDeletion_CompletesTheMove()
    {
        await Store.WriteAsync("work/k/input/a.cbz", "comic"u8.ToArray(), CancellationToken.None);
        // What a move does first; then the process died.
        Assert.True(await Store.CopyAsync("work/k/input/a.cbz", "archive/a.cbz", CancellationToken.None));
        Assert.Equal("archive/a.cbz", await Store.MoveIntoAsync("work/k/input/a.cbz", "archive", "a.cbz", CancellationToken.None));
        Assert.Null(await Store.FindAsync("work/k/input/a.cbz", CancellationToken.None));
        Assert.Null(await Store.FindAsync("archive/a (2).cbz", CancellationToken.None));
    }

    [Fact]
    public async Task IsFree_WhatAnInterruptedMoveHasLeft_IsFreeForItsFileAlone()
    {
        await Store.WriteAsync("in/a.cbz", "comic"u8.ToArray(), CancellationToken.None);
        await Store.WriteAsync("in/b.cbz", "other"u8.ToArray(), CancellationToken.None);
        var (a, b) = (await Store.FindAsync("in/a.cbz", CancellationToken.None), await Store.FindAsync("in/b.cbz", CancellationToken.None));
        Assert.True(await Store.CopyAsync("in/a.cbz", "error/a.cbz", CancellationToken.None));
        Assert.True(await Store.IsFreeAsync("error/a.cbz", a!, CancellationToken.None));
        Assert.False(await Store.IsFreeAsync("error/a.cbz", b!, CancellationToken.None));
        Assert.Equal(MoveResult.Moved, await Store.MoveAsync(a!, "error/a.cbz", CancellationToken.None));
        Assert.Null(await Store.FindAsync("in/a.cbz", CancellationToken.None));
    }

    [Fact]
    public async Task Fetch_ChangedMeanwhile_IsAFaultAndNotAMixture()
    {
        await Store.WriteAsync("in/a.cbz", new byte[10_000_000], CancellationToken.None);
        var reading = await Store.OpenReadAsync("in/a.cbz", CancellationToken.None);
        await Store.WriteAsync("in/a.cbz", new byte[20_000_000], CancellationToken.None);
        await Assert.ThrowsAnyAsync<Exception>(async () => await reading.CopyToAsync(Stream.Null, CancellationToken.None));
        await reading.DisposeAsync();
    }

    [Fact]
    public async Task Fetch_NoRoomInScratch_SaysSoBeforeItBegins()
    {
        await Store.WriteAsync("in/a.cbz", new byte[1000], CancellationToken.None);
        var full = new BlobStore(_container, new Scratch(_folder.FullName, new FullDisk(), TimeProvider.System));
        var fault = await Assert.ThrowsAsync<IOException>(() => full.FetchAsync("in/a.cbz", parts: null, CancellationToken.None));
        Assert.Contains("999 bytes are free", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_Pdf_HasItsType()
    {
        await using (var local = Store.Create("out/a.pdf"))
        {
            await File.WriteAllTextAsync(local.Path, "%PDF-", CancellationToken.None);
            await local.CommitAsync(CancellationToken.None);
        }

        BlobProperties properties = await _container.GetBlobClient("out/a.pdf").GetPropertiesAsync();
        Assert.Equal("application/pdf", properties.ContentType);
    }

    [Fact]
    public async Task Read_NoService_IsAnIOException()
    {
        var account = new BlobAccount(
            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:9/a;",
            null,
            null
        );
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var gone = new BlobStore(
            new BlobContainerClient(account.ConnectionString, BlobAccount.Container, options),
            new Scratch(_folder.FullName, new DiskSpace(), TimeProvider.System)
        );
        await Assert.ThrowsAsync<IOException>(() => gone.ReadAsync("in/a.cbz", CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(async () =>
            await gone.ListAsync("in", CancellationToken.None).ToListAsync(CancellationToken.None)
        );
    }

    private sealed class FullDisk : IDiskSpace
    {
        public long FreeBytes(string path) => 999;
    }
}
