namespace Comic2Pdf.Tests.Infra;

/// <summary>What the switches of infra/main.bicep change.</summary>
public sealed class DeploymentVariantsTests
{
    [Fact]
    public async Task Scheduler_IsChosenByOneParameterAndHasARoleForAppAndDeployer()
    {
        using var snapshot = await Deployment.WithAsync("param durableBackend = 'scheduler'");
        var settings = Deployment.Settings(snapshot.RootElement);
        var roles = Deployment
            .All(snapshot.RootElement, "Microsoft.Authorization/roleAssignments")
            .Where(r => r.GetRawText().Contains("0ad04412-c4d5-4796-b79c-f76d14c8d402", StringComparison.Ordinal));

        Assert.Equal("azureManaged", settings["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"]);
        Assert.Contains(
            "Authentication=ManagedIdentity",
            settings[settings["AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName"]],
            StringComparison.Ordinal
        );
        Assert.Equal(2, roles.Count());
        _ = Deployment.Only(snapshot.RootElement, "Microsoft.DurableTask/schedulers/taskHubs");
    }

    [Fact]
    public async Task Network_ShutsTheAccountForAllButTheAppAndTheAddresses()
    {
        using var snapshot = await Deployment.WithAsync(
            "param networkAddressPrefix = '10.7.0.0/24'",
            "param allowedAddressRanges = ['192.0.2.0/24']"
        );
        var account = Deployment
            .Only(snapshot.RootElement, "Microsoft.Storage/storageAccounts")
            .GetProperty("properties")
            .GetProperty("networkAcls");

        Assert.Equal("Deny", account.GetProperty("defaultAction").GetString());
        Assert.Equal("192.0.2.0/24", Assert.Single(account.GetProperty("ipRules").EnumerateArray()).GetProperty("value").GetString());
        Assert.Contains("/virtualNetworks/", account.GetProperty("virtualNetworkRules").GetRawText(), StringComparison.Ordinal);
        Assert.Contains(
            "infrastructureSubnetId",
            Deployment.Only(snapshot.RootElement, "Microsoft.App/managedEnvironments").GetRawText(),
            StringComparison.Ordinal
        );
    }
}
