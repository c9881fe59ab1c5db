using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>The storage service goes away for a while.</summary>
[Trait("Storage", "files")]
public sealed class BlobOutageTests
{
    [Fact]
    public async Task Serve_StorageStopsInTheMiddleAndComesBack_GoesOnAndLosesNothing()
    {
        const int Comics = 6;
        var data = TestApp.NewFolder();
        var blobs = Directory.CreateTempSubdirectory("comic2pdf-azurite").FullName;
        var azurite = await AzuriteServer.StartAsync(accounts: 1, blobs);
        var store = StoreView.Use(new ContainerView(azurite.Account(0)), data);
        var open = new TaskCompletionSource();
        await using (
            var app = await TestApp.StartAsync(
                s => s with { MaxJobsInFlight = 2, RetryDelaySeconds = 2 },
                new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) },
                data
            )
        )
        {
            for (var i = 0; i < Comics; i++)
            {
                app.Drop($"{i}.cbz", pages: i + 1);
            }

            await app.UntilAsync("one is read", async () => (await app.JobsAsync("?state=OCR_RUNNING")).Count > 0 ? "yes" : null);
            await azurite.StopAsync();
            open.SetResult();
            await app.UntilAsync(
                "it was noticed",
                () =>
                    Directory
                        .GetFiles(app.At("logs"))
                        .Any(f => TestApp.TextOf(f).Contains("the blob service does not answer", StringComparison.Ordinal))
            );
            using (var health = await app.Http.GetAsync("/healthz"))
            {
                Assert.Equal(503, (int)health.StatusCode);
            }

            azurite = await AzuriteServer.StartAsync(accounts: 1, blobs, azurite.Port);
            await app.UntilMetricAsync("done", Comics);
            Assert.Equal((0, 0), (await app.MetricAsync("error"), await app.HeldAsync()));
            Assert.Equal(Comics, store.Names("out").Length);
            var places = DirectoryAudit.Places(store);
            Assert.Equal(Comics, places.Count);
            Assert.All(places, p => Assert.Equal(["archive"], p.Value));
        }

        await azurite.StopAsync();
        Directory.Delete(blobs, recursive: true);
    }
}
