namespace Comic2Pdf.Tests.Infra;

/// <summary>What the switches of infra/main.bicep change. What depends on an endpoint or a subnet is an expression here: it is known when it is deployed only.</summary>
public sealed class DeploymentVariantsTests
{
    [Fact]
    public async Task Scheduler_IsChosenByOneParameterAndHasARoleForAppAndDeployer()
    {
        using var snapshot = await Deployment.WithAsync("param durableBackend = 'scheduler'");
        var app = Deployment.App(snapshot.RootElement).GetRawText();
        var roles = Deployment
            .All(snapshot.RootElement, "Microsoft.Authorization/roleAssignments")
            .Where(r => r.GetRawText().Contains("0ad04412-c4d5-4796-b79c-f76d14c8d402", StringComparison.Ordinal));

        Assert.Contains("azureManaged", app, StringComparison.Ordinal);
        Assert.Contains("Authentication=ManagedIdentity", app, StringComparison.Ordinal);
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
        var account = Deployment.Only(snapshot.RootElement, "Microsoft.Storage/storageAccounts").GetRawText();

        Assert.Contains("'defaultAction', 'Deny'", account, StringComparison.Ordinal);
        Assert.Contains("ipRules", account, StringComparison.Ordinal);
        Assert.Contains(
            "infrastructureSubnetId",
            Deployment.Only(snapshot.RootElement, "Microsoft.App/managedEnvironments").GetRawText(),
            StringComparison.Ordinal
        );
    }
}
