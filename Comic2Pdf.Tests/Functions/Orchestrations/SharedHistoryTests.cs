using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Orchestrations;

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

    [Theory]
    [InlineData("prepare 1")]
    [InlineData("read 1")]
    [InlineData("read 6")]
    [InlineData("finish 1")]
    [InlineData("finished 1")]
    public async Task Serve_OneOfTwoIsKilledInAStep_TheOtherFinishesItsBooks(string moment)
    {
        await using var hub = await Hub.StartAsync();

        // It hangs in this step, and so has books in hand when it is killed.
        var first = await hub.ServeAsync((FakeServe.HangAt, moment));
        hub.Drop(Comics);
        var (step, count) = (moment.Split(' ')[0] + " ", moment[^1] - '0');
        await first.UntilAsync(
            $"it is at {moment}",
            () => hub.StepsOf(first).Count(s => s.StartsWith(step, StringComparison.Ordinal)) >= count
        );
        await using var second = await hub.ServeAsync();
        await first.KillAsync();

        // What the dead process held comes back by timeouts of leases and messages, one after the other.
        await second.UntilMetricAsync("done", Comics, TimeSpan.FromMinutes(8));

        hub.AssertEachOnce();
        Assert.Equal(Comics, (await second.JobsAsync()).Count);
    }

    /// <summary>An Azurite with blobs, queues and tables, and the servers on its one account.</summary>
    private sealed class Hub(AzuriteServer azurite, ContainerView store, OutWatcher watcher) : IAsyncDisposable
    {
        // What a killed process had taken from a queue comes back after this time; the app's host.json says two minutes.
        private static readonly (string, string)[] ShortVisibility =
        [
            ("AzureFunctionsJobHost__extensions__durableTask__storageProvider__controlQueueVisibilityTimeout", "00:00:15"),
            ("AzureFunctionsJobHost__extensions__durableTask__storageProvider__workItemQueueVisibilityTimeout", "00:00:15"),
        ];

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
            return TestApp.ServeFakeAsync(
                data,
                [
                    (FakeServe.Steps, Path.Combine(data, "steps")),
                    ("POLL_INTERVAL_MS", "500"),
                    ("OCR_CONCURRENCY", "2"),
                    .. ShortVisibility,
                    .. more,
                ]
            );
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
