using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Infra;

/// <summary>Which blobs are told to the app.</summary>
public sealed class EventSubscriptionTests
{
    [Fact]
    public async Task Subscription_TellsOfWholeBlobsInTheInFolderOnly()
    {
        using var snapshot = await Bicep.SnapshotAsync(
            "modules/event-subscription.bicep", "param topicName = 'topic'", "param containerName = 'comics'", "param endpoint = 'https://app.example/hook'");
        var properties = Deployment.Only(snapshot.RootElement, "Microsoft.EventGrid/systemTopics/eventSubscriptions").GetProperty("properties");
        var filter = properties.GetProperty("filter");

        Assert.Equal("WebHook", properties.GetProperty("destination").GetProperty("endpointType").GetString());
        Assert.Equal("/blobServices/default/containers/comics/blobs/in/", filter.GetProperty("subjectBeginsWith").GetString());
        Assert.Equal(["Microsoft.Storage.BlobCreated"], Texts(filter.GetProperty("includedEventTypes")));
        var calls = Assert.Single(filter.GetProperty("advancedFilters").EnumerateArray());
        Assert.Equal(("data.api", "StringIn"), (calls.GetProperty("key").GetString(), calls.GetProperty("operatorType").GetString()));
        Assert.Equal(["PutBlob", "PutBlockList", "FlushWithClose", "CopyBlob"], Texts(calls.GetProperty("values")));
    }

    [Fact]
    public void Key_InTheEndpoint_IsASecureParameter() =>
        Assert.Contains("@secure()\n@description('The webhook of the blob extension, with its key.')\nparam endpoint string", File.ReadAllText(Path.Combine(Bicep.Folder, "modules", "event-subscription.bicep")), StringComparison.Ordinal);

    [Fact]
    public void Function_ThatIsTold_IsInTheApp()
    {
        var hook = File.ReadAllText(Path.Combine(Bicep.Folder, "hooks", "postdeploy.sh"));
        var name = hook.Split("${BLOB_FUNCTION_NAME:-")[1].Split('}')[0];

        Assert.Contains(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "Comic2Pdf.Functions"), "*.cs", SearchOption.AllDirectories),
            f => File.ReadAllText(f).Contains($"[Function(\"{name}\")]", StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString());
}
