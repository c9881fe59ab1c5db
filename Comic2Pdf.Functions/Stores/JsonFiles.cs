using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stores;

/// <summary>JSON files that are whole or not there. A broken one is noticed.</summary>
public sealed class JsonFiles(IStore store, ILogger<JsonFiles> logger)
{
    /// <summary>Writes a file.</summary>
    public Task WriteAsync<T>(string name, T value, CancellationToken cancellationToken) =>
        store.WriteAsync(name, JsonSerializer.SerializeToUtf8Bytes(value, Json.Options), cancellationToken);

    /// <summary>Reads a file; null when it is missing, cannot be read, or is not the JSON it should be (event json_corrupt).</summary>
    public async Task<T?> TryReadAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await store.ReadAsync(name, cancellationToken) is { } bytes ? JsonSerializer.Deserialize<T>(bytes, Json.Options) : null;
        }
        catch (JsonException e)
        {
            Log.JsonCorrupt(logger, store.Show(name), e.Message);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
