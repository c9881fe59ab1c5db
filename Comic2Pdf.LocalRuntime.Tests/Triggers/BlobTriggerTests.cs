using System.Threading.Channels;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Comic2Pdf.LocalRuntime.Triggers;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Triggers;

public sealed class BlobTriggerTests : IDisposable
{
    private readonly string _root = TestHost.NewDirectory();
    private readonly List<FolderBlobTriggerSource> _sources = [];

    [Fact]
    public async Task Blob_NewAndChanged_IsDeliveredOnceEachWithItsName()
    {
        var deliveries = Functions.Reset();
        await using var host = await StartAsync(TestHost.NewDirectory());

        Put("box/sub/a.txt", "one");
        Assert.Equal(new("sub/a", "txt", "box/sub/a.txt", "one", 0), await deliveries.ReadAsync(TestHost.Timeout));
        Put("box/sub/a.txt", "second");
        Assert.Equal("second", (await deliveries.ReadAsync(TestHost.Timeout)).Content);
        Put("box/b.txt", "three");
        Assert.Equal("three", (await deliveries.ReadAsync(TestHost.Timeout)).Content);

        Assert.False(deliveries.TryRead(out _));
    }

    [Fact]
    public async Task Blob_PartialHiddenOrNotMatching_IsLeftAlone()
    {
        var deliveries = Functions.Reset();
        Put("box/a.txt.part", "x");
        Put("box/.hidden.txt", "x");
        Put("box/noextension", "x");
        Put("box/z.txt", "last");
        await using var host = await StartAsync(TestHost.NewDirectory());

        Assert.Equal("last", (await deliveries.ReadAsync(TestHost.Timeout)).Content);
        File.Move(Path.Combine(_root, "box/a.txt.part"), Path.Combine(_root, "box/a.txt"));
        Assert.Equal("x", (await deliveries.ReadAsync(TestHost.Timeout)).Content);
        Assert.False(deliveries.TryRead(out _));
    }

    [Fact]
    public async Task Blob_HandlerFails_IsDeliveredFiveTimesAndThenIsPoison()
    {
        var deliveries = Functions.Reset(failures: int.MaxValue);
        var directory = TestHost.NewDirectory();
        await using (var host = await StartAsync(directory))
        {
            Put("box/bad.txt", "x");
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(i, (await deliveries.ReadAsync(TestHost.Timeout)).RetryCount);
            }

            await UntilAsync(() => host.Logs.Entries.Any(e => e.EventId == 501));
            var receipt = Assert.Single(host.Get<TriggerState>().Receipts("OnBlob"));
            Assert.Equal((BlobState.Poisoned, 5, "no"), (receipt.State, receipt.Attempts, receipt.Error));
        }

        // Neither a restart nor another blob brings it back; a change does.
        await using var next = await StartAsync(directory);
        Put("box/bad.txt", "changed");
        Assert.Equal(("changed", 0), await deliveries.ReadAsync(TestHost.Timeout) is var d ? (d.Content, d.RetryCount) : default);
    }

    [Fact]
    public async Task Blob_HandlerFailsTwice_IsDeliveredUntilItSucceeds()
    {
        var deliveries = Functions.Reset(failures: 2);
        await using var host = await StartAsync(TestHost.NewDirectory());

        Put("box/a.txt", "x");

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(i, (await deliveries.ReadAsync(TestHost.Timeout)).RetryCount);
        }

        await UntilAsync(() => host.Get<TriggerState>().Receipts("OnBlob").Any(r => r.State == BlobState.Done));
    }

    [Fact]
    public async Task Blob_DoneBeforeARestart_IsNotDeliveredAgain()
    {
        var deliveries = Functions.Reset();
        var directory = TestHost.NewDirectory();
        await using (var host = await StartAsync(directory))
        {
            Put("box/a.txt", "x");
            await deliveries.ReadAsync(TestHost.Timeout);
        }

        await using var next = await StartAsync(directory);
        Put("box/b.txt", "y");

        Assert.Equal("y", (await deliveries.ReadAsync(TestHost.Timeout)).Content);
    }

    [Fact]
    public async Task Blob_MovedAwayAndBack_IsANewOne()
    {
        var deliveries = Functions.Reset();
        await using var host = await StartAsync(TestHost.NewDirectory());
        Put("box/a.txt", "x");
        await deliveries.ReadAsync(TestHost.Timeout);
        await UntilAsync(() => host.Get<TriggerState>().Receipts("OnBlob").Any(r => r.State == BlobState.Done));

        File.Move(Path.Combine(_root, "box/a.txt"), Path.Combine(_root, "a.txt"));
        await UntilAsync(() => host.Get<TriggerState>().Receipts("OnBlob").Count == 0);
        File.Move(Path.Combine(_root, "a.txt"), Path.Combine(_root, "box/a.txt"));

        Assert.Equal("x", (await deliveries.ReadAsync(TestHost.Timeout)).Content);
    }

    [Fact]
    public async Task Blob_NotComplete_IsNotDelivered()
    {
        var deliveries = Functions.Reset();
        await using var host = await TestHost.StartAsync(
            typeof(Functions),
            o => (o.Blobs.Source, o.Blobs.MaxConcurrent) = (new TwoBlobs(), 1)
        );

        Assert.Equal("z", (await deliveries.ReadAsync(TestHost.Timeout)).Name);
        await UntilAsync(() => host.Get<TriggerState>().Receipts("OnBlob").Count > 0);
        Assert.Equal("z.txt", Assert.Single(host.Get<TriggerState>().Receipts("OnBlob")).Blob);
        Assert.False(deliveries.TryRead(out _));
    }

    [Fact]
    public async Task StartAsync_BlobFunctionWithoutASource_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.StartAsync(typeof(Functions)));

    public void Dispose() => _sources.ForEach(s => s.Dispose());

    private async Task<TestHost> StartAsync(string directory)
    {
        var source = new FolderBlobTriggerSource(
            new FolderBlobTriggerSourceOptions
            {
                Root = _root,
                SettleTime = TimeSpan.FromMilliseconds(40),
                RescanInterval = TimeSpan.FromSeconds(5),
            }
        );
        _sources.Add(source);
        return await TestHost.StartAsync(
            typeof(Functions),
            o => (o.Blobs.Source, o.Blobs.RedeliveryDelay) = (source, TimeSpan.FromMilliseconds(20)),
            directory: directory
        );
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, TestHost.Timeout);
        }
    }

    private void Put(string name, string content)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>A container with one blob that is still written, listed first, and one that is complete.</summary>
    private sealed class TwoBlobs : IBlobTriggerSource
    {
        public IAsyncEnumerable<TriggerBlob> ListAsync(string container, string prefix, CancellationToken cancellation) =>
            new[] { new TriggerBlob("a.txt", "1", IsComplete: false), new TriggerBlob("z.txt", "1") }.ToAsyncEnumerable();

        public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellation) =>
            Task.FromResult<Stream>(new MemoryStream());

        public Task WaitForChangeAsync(string container, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

        public Uri UriOf(string container, string name) => new($"memory://{container}/{name}");
    }

    internal sealed record Delivery(string Name, string Extension, string Path, string Content, int RetryCount);

    internal static class Functions
    {
        private static Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>();
        private static int _failuresLeft;

        public static ChannelReader<Delivery> Reset(int failures = 0)
        {
            _failuresLeft = failures;
            return (_deliveries = Channel.CreateUnbounded<Delivery>()).Reader;
        }

        [Function("OnBlob")]
        public static void OnBlob(
            [BlobTrigger("box/{name}.{ext}", Connection = "Storage")] string content,
            string name,
            string ext,
            FunctionContext context
        )
        {
            _deliveries.Writer.TryWrite(
                new(name, ext, (string)context.BindingContext.BindingData["BlobTrigger"]!, content, context.RetryContext.RetryCount)
            );
            if (_failuresLeft-- > 0)
            {
                throw new InvalidOperationException("no");
            }
        }
    }
}
