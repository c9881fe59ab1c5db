using System.Text.Json;
using Comic2Pdf.Functions.Logging;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Storage;

/// <summary>JSON files. Missing, corrupt and unreadable are three different things.</summary>
public sealed class JsonFiles(IStore store, ILogger<JsonFiles> logger)
{
    /// <summary>Writes a value as indented JSON; see <see cref="Json.Options"/>.</summary>
    public Task WriteAsync<T>(string name, T value, CancellationToken cancellationToken) =>
        store.WriteAsync(name, JsonSerializer.SerializeToUtf8Bytes(value, Json.Options), cancellationToken);

    /// <summary>Writes a large file, in pieces: ten thousand jobs are 20 MB of JSON, which need not be in memory as a whole.</summary>
    public async Task WriteLargeAsync<T>(string name, T value, CancellationToken cancellationToken)
    {
        // Under a name of its own, which the janitor knows, and then moved: readers see the old one or the new one.
        var temporary = $"{name[..name.LastIndexOf('/')]}/.{Guid.NewGuid():N}.tmp";
        await using (var file = store.Create(temporary))
        {
            await using (var stream = File.Create(file.Path))
            {
                await JsonSerializer.SerializeAsync(stream, value, Json.Options, cancellationToken);
            }

            await file.CommitAsync(cancellationToken);
        }

        await store.MoveAsync(temporary, name, overwrite: true, cancellationToken);
    }

    /// <summary>Whether a large file is a JSON array of such values, read in pieces: ten thousand jobs need not be in memory a second time to know it.</summary>
    /// <exception cref="IOException">It cannot be read now; that says nothing about what is in it.</exception>
    public async Task<bool> IsListAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await using var stream = await store.OpenReadAsync(name, cancellationToken);
            await foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<T>(stream, Json.Options, cancellationToken))
            {
                _ = value ?? throw new JsonException("a value in it is null");
            }

            return true;
        }
        catch (JsonException e)
        {
            Log.JsonCorrupt(logger, store.DisplayName(name), e.Message);
            return false;
        }
    }

    /// <summary>Reads a file. One that is not the JSON it should be is logged (event json_corrupt).</summary>
    /// <exception cref="IOException">It cannot be read now; that says nothing about what is in it.</exception>
    public async Task<JsonRead<T>> ReadAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        if (await store.ReadAsync(name, cancellationToken) is not { } bytes)
        {
            return new JsonRead<T>(null, IsCorrupt: false);
        }

        try
        {
            var value = JsonSerializer.Deserialize<T>(bytes, Json.Options) ?? throw new JsonException("it is null");
            return new JsonRead<T>(value, IsCorrupt: false);
        }
        catch (JsonException e)
        {
            Log.JsonCorrupt(logger, store.DisplayName(name), e.Message);
            return new JsonRead<T>(null, IsCorrupt: true);
        }
    }
}
