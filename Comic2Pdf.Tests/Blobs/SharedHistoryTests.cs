using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Blobs;

/// <summary>Several servers on one storage account with one task hub (HISTORY=azureStorage, the default with STORAGE=blobs): one list, one truth.</summary>
[Trait("Storage", "files")]
public sealed class SharedHistoryTests
{
    private const int Comics = 6;

    [Fact]
    public async Task Serve_TwoOnOneHub_ShareTheWorkAndTheList()
    {
        await using var hub = await Hub.StartAsync();
        await using var first = await hub.ServeAsync();
        await using var second = await hub.ServeAsync();
        hub.Drop(Comics);

        await first.UntilMetricAsync("done", Comics);
        await second.UntilMetricAsync("done", Comics);

        hub.AssertEachOnce();
        var (one, two) = (await first.JobsAsync(), await second.JobsAsync());
        Assert.Equal(Comics, one.Count);
        Assert.Equal(one.Select(j => (j.JobKey, j.State)), two.Select(j => (j.JobKey, j.State)));
    }

    [Fact]
    public async Task Serve_OneOfTwoIsKilledInTheMiddle_TheOtherFinishesItsBooks()
    {
        await using var hub = await Hub.StartAsync();

        // It hangs in the first page that it reads, and so has books in hand when it is killed.
        var first = await hub.ServeAsync((FakeServe.HangAt, "read 1"));
        hub.Drop(Comics);
        await first.UntilAsync("it reads", () => hub.StepsOf(first).Any(s => s.StartsWith("read", StringComparison.Ordinal)));
        await using var second = await hub.ServeAsync();
        await first.KillAsync();

        await second.UntilMetricAsync("done", Comics);

        hub.AssertEachOnce();
        Assert.Equal(Comics, (await second.JobsAsync()).Count);
    }

    /// <summary>An Azurite with blobs, queues and tables, and the servers on its one account.</summary>
    private sealed class Hub(AzuriteServer azurite, ContainerView store, OutWatcher watcher) : IAsyncDisposable
    {
        public static async Task<Hub> StartAsync()
        {
            var azurite = await AzuriteServer.StartAsync(accounts: 1, all: true);
            var store = new ContainerView(azurite.Account(0), sharesHistory: true);
            return new Hub(azurite, store, new OutWatcher(store));
        }

        public Task<TestApp> ServeAsync(params (string Name, string Value)[] more)
        {
            var data = TestApp.NewFolder();
            StoreView.Use(store, data);
            return TestApp.ServeFakeAsync(data, [(FakeServe.Steps, Path.Combine(data, "steps")), ("POLL_INTERVAL_MS", "500"), ("OCR_CONCURRENCY", "2"), .. more]);
        }

        public void Drop(int comics)
        {
            for (var i = 0; i < comics; i++)
            {
                store.Write($"in/{i}.cbz", new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(i, padding: 1000)).Build());
            }
        }

        public string[] StepsOf(TestApp app) => File.Exists(app.At("steps")) ? TestApp.TextOf(app.At("steps")).Split('\n') : [];

        public void AssertEachOnce()
        {
            Assert.Equal(Comics, store.Names("out").Length);
            Assert.Empty(watcher.Broken);
            Assert.All(watcher.Seen, s => Assert.True(s.Value == 1, $"{s.Key} appeared {s.Value} times"));
        }

        public async ValueTask DisposeAsync()
        {
            watcher.Dispose();
            await azurite.StopAsync();
        }
    }
}
