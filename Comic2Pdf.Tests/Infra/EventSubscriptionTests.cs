using System.Reflection;
using System.Text.Json;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Settings;
using Microsoft.Azure.Functions.Worker;

namespace Comic2Pdf.Tests.Infra;

/// <summary>Which blobs are told to the app.</summary>
public sealed class EventSubscriptionTests
{
    [Fact]
    public async Task Subscription_TellsOfWholeBlobsInTheInFolderOnly()
    {
        using var snapshot = await Bicep.SnapshotAsync(
            "modules/event-subscription.bicep",
            "param topicName = 'topic'",
            "param containerName = 'comics'",
            "param endpoint = 'https://app.example/hook'"
        );
        var properties = Deployment
            .Only(snapshot.RootElement, "Microsoft.EventGrid/systemTopics/eventSubscriptions")
            .GetProperty("properties");
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
        Assert.Contains(
            "@secure()\n@description('The webhook of the blob extension, with its key.')\nparam endpoint string",
            File.ReadAllText(Path.Combine(Bicep.Folder, "modules", "event-subscription.bicep")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Function_ThatIsTold_IsInTheApp()
    {
        var hook = File.ReadAllText(Path.Combine(Bicep.Folder, "hooks", "postdeploy.sh"));
        var name = hook.Split("\nfunction=")[1].Split('\n')[0];

        var trigger = typeof(IntakeFunctions)
            .GetMethods()
            .Single(m => m.GetCustomAttribute<FunctionAttribute>()?.Name == name)
            .GetParameters()[0]
            .GetCustomAttribute<BlobTriggerAttribute>()!;
        Assert.Equal(BlobTriggerSource.EventGrid, trigger.Source);
        Assert.Equal($"{BlobAccount.Container}/in/{{name}}", trigger.BlobPath);
    }

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString());
}
