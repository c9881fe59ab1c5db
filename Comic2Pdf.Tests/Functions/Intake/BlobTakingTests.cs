using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>Blobs that change, or processes that die, while a blob is being taken.</summary>
[Trait("Storage", "files")]
public sealed class BlobTakingTests
{
    private readonly string _data = TestApp.NewFolder();

    [Fact]
    public async Task Take_WrittenOverBetweenHashAndMove_PublishesEachContentUnderItsOwnKey()
    {
        var (old, fresh) = (Comic(1), Comic(2));
        var store = (ContainerView)StoreView.Share(_data);
        var isOver = 0;
        await using var app = await TestApp.StartAsync(
            books: new FakeBooks(),
            data: _data,
            configure: services =>
                services.AddSingleton(s =>
                    HookedStore.Of(
                        new BlobStore(Container(store), s.GetRequiredService<Scratch>()),
                        (method, given) =>
                        {
                            if (
                                method == nameof(IStore.TryCreateAsync)
                                && given is [string name, ..]
                                && name.EndsWith("/claim", StringComparison.Ordinal)
                                && Interlocked.Exchange(ref isOver, 1) == 0
                            )
                            {
                                store.Write("in/a.cbz", fresh);
                            }
                        }
                    )
                )
        );
        store.Write("in/a.cbz", old);
        var job = await app.JobAsync("a.cbz", "DONE");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(fresh)), job.FileHash);
        Assert.Equal(fresh, store.Bytes("archive", "a.cbz"));
        Assert.Equal((1, 0), ((await app.JobsAsync()).Count, await app.HeldAsync()));

        // The first key has no job: its content may come again.
        store.Write("in/b.cbz", old);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(old)), (await app.JobAsync("b.cbz", "DONE")).FileHash);
    }

    [Fact]
    public async Task Take_DiedBetweenCopyAndDeletion_IsNoDuplicateOfItself()
    {
        var store = StoreView.Share(_data);
        var app = await TestApp.StartAsync(books: new FakeBooks(), data: _data);
        app.Drop("a.cbz", Comic(1));
        var job = await app.JobAsync("a.cbz", "DONE");
        await app.StopAsync();

        // The blob is there still, in the version that the claim names.
        store.Write("in/a.cbz", Comic(1));
        var claim = JsonNode.Parse(store.Text("work", job.JobKey, "claim"))!;
        claim["source"] = $"in/a.cbz {store.Version("in/a.cbz")}";
        store.Write($"work/{job.JobKey}/claim", claim.ToJsonString());
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: _data);
        await again.UntilAsync("it is gone", () => store.IsEmpty("in"));
        Assert.Equal((1, 0), ((await again.JobsAsync()).Count, await again.HeldAsync()));
        Assert.Equal(["archive"], DirectoryAudit.Places(store).Single().Value);
    }

    [Fact]
    public async Task Take_ClaimedByAnotherProcessOfTheSameHistory_WaitsUntilThatOneHasTakenIt()
    {
        var store = StoreView.Share(_data);
        var app = await TestApp.StartAsync(books: new FakeBooks(), data: _data);
        app.Drop("a.cbz", Comic(1));
        var job = await app.JobAsync("a.cbz", "DONE");
        var claim = JsonNode.Parse(store.Text("work", job.JobKey, "claim"))!;
        using (var deleted = await app.Http.DeleteAsync($"/jobs/{job.JobKey}"))
        {
            Assert.True(deleted.IsSuccessStatusCode);
        }

        await app.StopAsync();

        // As the other one leaves it between claim and move: its file, hidden from us so that we do not take it ourselves.
        store.Write("in/.theirs.part", Comic(1));
        claim["source"] = $"in/.theirs.part {store.Version("in/.theirs.part")}";
        store.Write($"work/{job.JobKey}/claim", claim.ToJsonString());
        store.Write("in/b.cbz", Comic(1));
        await using var again = await TestApp.StartAsync(books: new FakeBooks(), data: _data);
        again.Drop("other.cbz", Comic(2));
        await again.JobAsync("other.cbz", "DONE");
        Assert.True(store.Exists("in", "b.cbz"));
        Assert.Equal(claim.ToJsonString(), store.Text("work", job.JobKey, "claim"));

        // It gives up: ours is the job's then.
        store.Delete("in", ".theirs.part");
        await again.JobAsync("b.cbz", "DONE");
    }

    private static byte[] Comic(int number) => new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(number, padding: 1000)).Build();

    private static BlobContainerClient Container(ContainerView store) => store.Apply(new()).Blobs!.Open();
}
