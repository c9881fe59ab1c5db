namespace Comic2Pdf.Functions.Settings;

/// <summary>
/// From where requests can come when not this program listens but a host before it. HTTP_BIND then says what the operator knows of that host;
/// in Azure and in a container requests come over a network, whatever it says.
/// </summary>
public static class HostedBind
{
    private static readonly string[] Networked = ["WEBSITE_INSTANCE_ID", "CONTAINER_APP_NAME", "DOTNET_RUNNING_IN_CONTAINER"];

    /// <summary>The settings with the address that counts.</summary>
    /// <param name="settings">As they were read.</param>
    /// <param name="environment">Looks an environment variable up.</param>
    public static AppSettings Apply(AppSettings settings, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        return Networked.Any(name => !string.IsNullOrEmpty(environment(name))) ? settings with { HttpBind = "*" } : settings;
    }
}
