using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.Functions.Settings;

/// <summary>
/// How the storage account of the app is reached: the settings AzureWebJobsStorage (a connection string), or AzureWebJobsStorage__blobServiceUri or
/// __accountName with an identity (__clientId for a user-assigned one), as the Functions host reads them.
/// </summary>
public sealed record BlobAccount(string? ConnectionString, Uri? ServiceUri, string? ClientId)
{
    /// <summary>The name of the setting.</summary>
    public const string Setting = "AzureWebJobsStorage";

    /// <summary>The container that holds everything, with the folders of <see cref="Storage.DataLayout"/> in it. ("in" alone is too short for a container's name.)</summary>
    public const string Container = "comics";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">None of them is there, or one makes no sense.</exception>
    public static BlobAccount Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Setting);
        var clientId = section["clientId"];
        if (section["blobServiceUri"] is { Length: > 0 } address)
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var uri)
                ? new BlobAccount(null, uri, clientId)
                : throw new SettingsException($"{Setting}__blobServiceUri: '{address}' is no address");
        }

        if (section["accountName"] is { Length: > 0 } name)
        {
            return new BlobAccount(null, new Uri($"https://{name}.blob.core.windows.net"), clientId);
        }

        return section.Value is { Length: > 0 } text
            ? new BlobAccount(text, null, null)
            : throw new SettingsException(
                $"STORAGE=blobs and HISTORY=azureStorage need {Setting} (a connection string), or {Setting}__blobServiceUri or __accountName with an identity"
            );
    }

    /// <summary>The account's name; null with a connection string.</summary>
    public string? Name => ServiceUri?.Host.Split('.')[0];

    /// <summary>Who signs in; null with a connection string.</summary>
    public TokenCredential? Credential =>
        ServiceUri is null ? null : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = ClientId });

    /// <summary>A client of the container, with the retries that the app needs.</summary>
    /// <exception cref="SettingsException">The connection string cannot be read.</exception>
    public BlobContainerClient Open()
    {
        var options = new BlobClientOptions
        {
            Retry =
            {
                MaxRetries = 4,
                Delay = TimeSpan.FromMilliseconds(400),
                MaxDelay = TimeSpan.FromSeconds(10),
                NetworkTimeout = TimeSpan.FromSeconds(60),
            },
        };
        if (ServiceUri is not null)
        {
            return new BlobServiceClient(ServiceUri, Credential, options).GetBlobContainerClient(Container);
        }

        try
        {
            return new BlobServiceClient(ConnectionString, options).GetBlobContainerClient(Container);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"{Setting}: not a connection string: {e.Message}");
        }
    }
}
