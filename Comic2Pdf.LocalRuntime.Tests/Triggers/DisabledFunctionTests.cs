using System.Collections.Concurrent;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Comic2Pdf.LocalRuntime.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Triggers;

public sealed class DisabledFunctionTests
{
    [Theory]
    [InlineData("AzureWebJobs.OffBlob.Disabled", "AzureWebJobs.OffTimer.Disabled")]
    [InlineData("AzureWebJobs_OffBlob_Disabled", "AzureWebJobs_OffTimer_Disabled")]
    public async Task Start_FunctionsDisabledOrWaitingForEventGrid_AreNotCalledAndTheOthersAre(string blob, string timer)
    {
        Functions.Called.Clear();
        await using var host = await TestHost.StartAsync(
            typeof(Functions),
            o => o.Blobs.Source = new OneBlob(),
            builder =>
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal) { [blob] = "true", [timer] = "1" }
                )
        );

        while (!Functions.Called.ContainsKey("OnBlob") || !Functions.Called.ContainsKey("OnTimer"))
        {
            await Task.Delay(10, TestHost.Timeout);
        }

        Assert.Equal(["OnBlob", "OnTimer"], Functions.Called.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(host.Logs.Entries, e => e.EventId == 503);
        Assert.DoesNotContain(host.Logs.Entries, e => e.EventId == 502);
    }

    private sealed class OneBlob : IBlobTriggerSource
    {
        public IAsyncEnumerable<TriggerBlob> ListAsync(string container, string prefix, CancellationToken cancellation) =>
            new[] { new TriggerBlob("a.txt", "1") }.ToAsyncEnumerable();

        public Task<Stream> OpenReadAsync(string container, string name, CancellationToken cancellation) =>
            Task.FromResult<Stream>(new MemoryStream());

        public Task WaitForChangeAsync(string container, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

        public Uri UriOf(string container, string name) => new($"memory://{container}/{name}");
    }

    internal static class Functions
    {
        public static ConcurrentDictionary<string, bool> Called { get; } = new(StringComparer.Ordinal);

        // The functions that must not be called are listed first, so that they had their chance when the others were called.
        [Function("OffBlob")]
        public static void OffBlob([BlobTrigger("box/{name}")] string content, string name) => Called["OffBlob"] = true;

        [Function("EventBlob")]
        public static void EventBlob([BlobTrigger("box/{name}", Source = BlobTriggerSource.EventGrid)] string content, string name) =>
            Called["EventBlob"] = true;

        [Function("OffTimer")]
        public static void OffTimer([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
            Called["OffTimer"] = true;

        [Function("OnBlob")]
        public static void OnBlob([BlobTrigger("box/{name}")] string content, string name) => Called["OnBlob"] = true;

        [Function("OnTimer")]
        public static void OnTimer([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
            Called["OnTimer"] = true;
    }
}
