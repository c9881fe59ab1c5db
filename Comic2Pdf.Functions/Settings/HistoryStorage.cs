namespace Comic2Pdf.Functions.Settings;

/// <summary>HISTORY: where the embedded host keeps orchestrations. On the Functions host host.json decides.</summary>
public enum HistoryStorage
{
    /// <summary>sqlite: one file below DATA_DIR, for one process. The default with STORAGE=files.</summary>
    Sqlite,

    /// <summary>azureStorage: a task hub in a storage account or Azurite, which any number of processes share. The default with STORAGE=blobs.</summary>
    AzureStorage,
}
