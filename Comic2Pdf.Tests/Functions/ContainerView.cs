using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Tests.Functions;

/// <summary>STORAGE=blobs: all is in one container of an account.</summary>
internal sealed class ContainerView : StoreView
{
    private readonly string _account;
    private readonly bool _sharesHistory;
    private readonly BlobContainerClient _container;

    /// <param name="account">A connection string.</param>
    /// <param name="sharesHistory">Whether the account has queues and tables, and its servers one task hub there.</param>
    public ContainerView(string account, bool sharesHistory = false)
    {
        _account = account;
        _sharesHistory = sharesHistory;
        _container = new BlobContainerClient(account, BlobAccount.Container);
        _container.CreateIfNotExists();
    }

    // Most tests have a history for each server: the shared one takes seconds for what takes milliseconds here. SharedHistoryTests are about that.
    public override (string Name, string Value)[] Environment =>
        [("STORAGE", "blobs"), (BlobAccount.Setting, _account), .. _sharesHistory ? QuickHub : [("HISTORY", "sqlite")]];

    // What a dead process had in hand is delivered again after seconds instead of minutes.
    private static (string Name, string Value)[] QuickHub =>
        [
            ("AzureFunctionsJobHost__extensions__durableTask__storageProvider__controlQueueVisibilityTimeout", "00:00:20"),
            ("AzureFunctionsJobHost__extensions__durableTask__storageProvider__workItemQueueVisibilityTimeout", "00:00:20"),
            ("AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval", "00:00:01"),
        ];

    public override AppSettings Apply(AppSettings settings) => settings with { Blobs = new BlobAccount(_account, null, null) };

    public override bool Exists(params string[] parts) => Blob(parts).Exists();

    public override string[] Names(params string[] parts) => [.. List(parts).Select(b => b.Name).Order(StringComparer.Ordinal)];

    /// <summary>All blobs of a folder, with their versions.</summary>
    public IReadOnlyList<BlobItem> List(params string[] parts) =>
        [.. _container.GetBlobs(new GetBlobsOptions { Prefix = $"{string.Join('/', parts)}/" })];

    public override byte[] Bytes(params string[] parts)
    {
        try
        {
            return Blob(parts).DownloadContent().Value.Content.ToArray();
        }
        catch (Azure.RequestFailedException e) when (e.Status == 404)
        {
            throw new FileNotFoundException(Blob(parts).Name, e);
        }
    }

    public override string Text(params string[] parts)
    {
        using var reader = new StreamReader(new MemoryStream(Bytes(parts)));
        return reader.ReadToEnd();
    }

    public override DateTimeOffset ModifiedAt(params string[] parts) => Blob(parts).GetProperties().Value.LastModified;

    public override string Version(params string[] parts) => Blob(parts).GetProperties().Value.ETag.ToString();

    /// <summary>A large one, from a file of this machine.</summary>
    public void Upload(string name, string path) => Blob(name).Upload(path, overwrite: true);

    public override void Write(string name, byte[] content) => Blob(name).Upload(new BinaryData(content), overwrite: true);

    public override void Delete(params string[] parts) => Blob(parts).DeleteIfExists();

    public override void Move(string name, string newName)
    {
        Write(newName, Bytes(name));
        Delete(name);
    }

    public override string Show(params string[] parts) => $"{BlobAccount.Container}/{string.Join('/', parts)}";

    private BlobClient Blob(params string[] parts) => _container.GetBlobClient(string.Join('/', parts));
}
