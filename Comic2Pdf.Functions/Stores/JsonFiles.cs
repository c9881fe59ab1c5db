using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Functions.Stores;

/// <summary>JSON files that are whole or not there: written to a temporary name, flushed to the disk, renamed. A broken one is noticed.</summary>
public sealed class JsonFiles(ILogger<JsonFiles> logger)
{
    /// <summary>Writes a file; its folder is made when missing.</summary>
    public void Write<T>(string path, T value) => WriteBytes(path, JsonSerializer.SerializeToUtf8Bytes(value, Json.Options));

    /// <summary>Writes bytes the same way.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "One way to write files, through one object.")]
    public void WriteBytes(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a file; null when it is missing, cannot be read, or is not the JSON it should be (event json_corrupt).</summary>
    public T? TryRead<T>(string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json.Options);
        }
        catch (JsonException e)
        {
            Log.JsonCorrupt(logger, path, e.Message);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
