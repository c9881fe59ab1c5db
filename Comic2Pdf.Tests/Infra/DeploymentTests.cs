using System.Reflection;
using System.Text.Json;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.Tests.Infra;

/// <summary>What matters in what is deployed: no keys, exactly these roles, an app that is always on and gets settings that it knows.</summary>
public sealed class DeploymentTests(Deployment deployment) : IClassFixture<Deployment>
{
    /// <summary>Settings of the Functions host and of the platform, which the app does not read itself.</summary>
    private static readonly string[] OfTheHost = ["FUNCTIONS_", "AzureWebJobs", "AzureFunctions", "APPLICATIONINSIGHTS_"];

    [Fact]
    public async Task Storage_HasNoKeysAndNothingPublic()
    {
        var plain = await deployment.PlainAsync();
        var account = Deployment.Only(plain, "Microsoft.Storage/storageAccounts").GetProperty("properties");

        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        Assert.Equal(
            "None",
            Deployment
                .Only(plain, "Microsoft.Storage/storageAccounts/blobServices/containers")
                .GetProperty("properties")
                .GetProperty("publicAccess")
                .GetString()
        );
        Assert.True(
            Deployment
                .Only(plain, "Microsoft.Storage/storageAccounts/blobServices")
                .GetProperty("properties")
                .GetProperty("deleteRetentionPolicy")
                .GetProperty("enabled")
                .GetBoolean()
        );
    }

    [Fact]
    public async Task OtherResources_HaveNoKeysEither()
    {
        var plain = await deployment.PlainAsync();
        Assert.False(
            Deployment
                .Only(plain, "Microsoft.ContainerRegistry/registries")
                .GetProperty("properties")
                .GetProperty("adminUserEnabled")
                .GetBoolean()
        );
        Assert.True(
            Deployment.Only(plain, "Microsoft.Insights/components").GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean()
        );
        Assert.DoesNotContain("listKeys", plain.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            "sharedKey",
            plain.GetRawText().Replace("allowSharedKeyAccess", string.Empty, StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task Roles_AreExactlyTheseEachOnOneResource()
    {
        var plain = await deployment.PlainAsync();
        var roles = Deployment.All(plain, "Microsoft.Authorization/roleAssignments").Select(RoleOf).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "app on components: 3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
                "app on registries: 7f951dda-4ed3-4680-a7ca-43fe172d538d", // AcrPull
                "app on storageAccounts: 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
                "app on storageAccounts: 974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
                "app on storageAccounts: b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
                "deployer on storageAccounts: ba92f5b4-2d11-453d-a403-e96b0029c9fe", // Storage Blob Data Contributor
            ],
            roles
        );
    }

    [Fact]
    public async Task Replicas_AtLeastOneAlways()
    {
        var plain = await deployment.PlainAsync();
        var scale = Deployment.App(plain).GetProperty("template").GetProperty("scale");

        Assert.Equal((1, 1), (scale.GetProperty("minReplicas").GetInt32(), scale.GetProperty("maxReplicas").GetInt32()));
    }

    [Fact]
    public async Task Replicas_None_IsRefused()
    {
        var result = await Assert.ThrowsAnyAsync<Exception>(() => Deployment.WithAsync("param replicas = 0"));

        Assert.Contains("BCP328", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_Three_WorkOnThreeBooks()
    {
        using var snapshot = await Deployment.WithAsync("param replicas = 3");
        var settings = Deployment.Settings(snapshot.RootElement);
        var scale = Deployment.App(snapshot.RootElement).GetProperty("template").GetProperty("scale");

        Assert.Equal((3, 3), (scale.GetProperty("minReplicas").GetInt32(), scale.GetProperty("maxReplicas").GetInt32()));
        Assert.Equal(("6", "3", "9"), (settings["PREP_CONCURRENCY"], settings["OCR_CONCURRENCY"], settings["MAX_JOBS_IN_FLIGHT"]));
        Assert.Equal("6", settings["AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions"]);
    }

    [Fact]
    public async Task ExtraSettings_AreAdded()
    {
        using var snapshot = await Deployment.WithAsync(
            "param extraSettings = { AzureFunctionsJobHost__extensions__durableTask__hubName: 'Other' }"
        );

        Assert.Equal("Other", Deployment.Settings(snapshot.RootElement)["AzureFunctionsJobHost__extensions__durableTask__hubName"]);
    }

    [Fact]
    public async Task Ingress_EncryptedOnlyAndOnThePortOfTheImage()
    {
        var plain = await deployment.PlainAsync();
        var ingress = Deployment.App(plain).GetProperty("configuration").GetProperty("ingress");

        Assert.False(ingress.GetProperty("allowInsecure").GetBoolean());
        Assert.Contains(
            $"EXPOSE {ingress.GetProperty("targetPort").GetInt32()}\n",
            File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Settings_EachName_IsReadByTheAppOrTheHost()
    {
        var plain = await deployment.PlainAsync();
        Assert.Empty(Unknown(Deployment.Settings(plain).Keys));
    }

    [Fact]
    public void LocalSettings_EachName_IsReadByTheAppOrTheHost()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")));

        Assert.Empty(Unknown(sample.RootElement.GetProperty("Values").EnumerateObject().Select(v => v.Name)));
    }

    [Fact]
    public async Task Settings_Values_AreTakenByTheApp()
    {
        var plain = await deployment.PlainAsync();
        var values = Deployment
            .Settings(plain)
            .ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), s => (string?)s.Value, StringComparer.Ordinal);

        var settings = SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());

        Assert.Equal(("fra+eng", 60_000, 3), (settings.OcrLang, settings.PollIntervalMs, settings.MaxJobsInFlight));
        var account = Deployment.Only(plain, "Microsoft.Storage/storageAccounts").GetProperty("name").GetString();
        Assert.Equal(new Uri($"https://{account}.blob.core.windows.net"), settings.Blobs!.ServiceUri);
        Assert.Contains("clientId", settings.Blobs.ClientId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_IsTheOneThatTheAppUses()
    {
        var plain = await deployment.PlainAsync();

        Assert.EndsWith(
            $"/default/{BlobAccount.Container}",
            Deployment.Only(plain, "Microsoft.Storage/storageAccounts/blobServices/containers").GetProperty("name").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Triggers_EventGridOnlyAndFunctionsThatExist()
    {
        var plain = await deployment.PlainAsync();
        var disabled = Deployment
            .Settings(plain)
            .Where(s => s.Key.EndsWith("Disabled", StringComparison.Ordinal))
            .ToDictionary(s => s.Key.Split('_')[1], s => s.Value, StringComparer.Ordinal);

        // One underscore: the host does not read AzureWebJobs__X__Disabled.
        Assert.All(
            Deployment.Settings(plain).Keys.Where(k => k.EndsWith("Disabled", StringComparison.Ordinal)),
            k => Assert.Matches("^AzureWebJobs_[A-Za-z]+_Disabled$", k)
        );

        Assert.Equal(("true", "false"), (disabled["BlobArrived"], disabled["BlobEvent"]));
        var functions = typeof(IntakeFunctions).GetMethods().Select(m => m.GetCustomAttribute<FunctionAttribute>()?.Name);
        Assert.Subset(functions.ToHashSet(), disabled.Keys.ToHashSet<string?>());
    }

    [Fact]
    public async Task Settings_OfTheHost_KeepOneIdentityAndNoKey()
    {
        var plain = await deployment.PlainAsync();
        var settings = Deployment.Settings(plain);

        Assert.Equal("secret:api-key", settings["API_KEY"]);
        Assert.Equal("managedidentity", settings["AzureWebJobsStorage__credential"]);
        Assert.DoesNotContain("AzureWebJobsStorage", settings.Keys);
        Assert.Matches("^[a-z][a-z0-9-]{0,31}$", settings["AzureFunctionsWebHost__hostid"]);
        Assert.Equal("blobs", settings["STORAGE"]);

        // Its value is known when it is deployed only; that it is the app's name in the environment's domain is seen here.
        Assert.Contains("defaultDomain", settings["WEBSITE_HOSTNAME"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressRanges_ShutEventGridOutAndPollInstead()
    {
        using var snapshot = await Deployment.WithAsync("param allowedAddressRanges = ['192.0.2.0/24']");
        var restriction = Assert.Single(
            Deployment
                .App(snapshot.RootElement)
                .GetProperty("configuration")
                .GetProperty("ingress")
                .GetProperty("ipSecurityRestrictions")
                .EnumerateArray()
        );

        Assert.Equal(
            ("192.0.2.0/24", "Allow"),
            (restriction.GetProperty("ipAddressRange").GetString(), restriction.GetProperty("action").GetString())
        );
        Assert.Equal("10000", Deployment.Settings(snapshot.RootElement)["POLL_INTERVAL_MS"]);
        Assert.Equal("true", Deployment.Settings(snapshot.RootElement)["AzureWebJobs_BlobEvent_Disabled"]);
        Assert.Equal(string.Empty, snapshot.RootElement.GetProperty("outputs").GetProperty("EVENT_TOPIC_NAME").GetString());
    }

    [Fact]
    public async Task Tag_OfTheApp_IsTheServiceInAzureYaml()
    {
        var plain = await deployment.PlainAsync();
        var tag = Deployment.Only(plain, "Microsoft.App/containerApps").GetProperty("tags").GetProperty("azd-service-name").GetString();

        Assert.Contains(
            $"\nservices:\n  {tag}:\n",
            File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml")),
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<string> Unknown(IEnumerable<string> names) =>
        names.Where(n => !OfTheHost.Any(p => n.StartsWith(p, StringComparison.Ordinal))).Except(SettingsReader.Names);

    private static string RoleOf(JsonElement assignment)
    {
        var properties = assignment.GetProperty("properties");
        var who = properties.GetProperty("principalId").GetString()!.Contains("userAssignedIdentities", StringComparison.Ordinal)
            ? "app"
            : "deployer";
        var id = assignment.GetProperty("id").GetString()!;
        var on = new[] { "registries", "components", "storageAccounts" }.Single(t => id.Contains($"/{t}/", StringComparison.Ordinal));
        return $"{who} on {on}: {properties.GetProperty("roleDefinitionId").GetString()!.Split('/')[^1]}";
    }
}
