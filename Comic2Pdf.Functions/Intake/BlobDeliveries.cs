using System.Text;
using System.Text.Json;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Intake;

/// <summary>
/// Blobs become files of in/, each version once, however often it is delivered. First the content under a hidden name, then a mark that it is there, then
/// its name: a delivery that finds the mark only does what the interrupted one left to do.
/// </summary>
public sealed class BlobDeliveries(IStore store)
{
    /// <summary>The version of a blob, from the properties that the trigger has; null when it has none.</summary>
    public static string? VersionOf(object? properties)
    {
        if (properties?.ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var known = json
                .RootElement.EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.OrdinalIgnoreCase);
            return known.GetValueOrDefault("ETag") ?? known.GetValueOrDefault("LastModified");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Stores the content of a delivery in in/.</summary>
    /// <returns>The new file in in/; null when this version came before.</returns>
    public async Task<string?> ReceiveAsync(Stream content, string name, string? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var id = NameHash.Of($"{name}\n{version ?? Guid.NewGuid().ToString()}");
        var part = $"{DataLayout.In}/.{id}.part";
        var mark = $"{DataLayout.BlobMarks}/{id}";
        if (!await store.ExistsAsync(mark, cancellationToken))
        {
            await using var local = store.Create(part);
            // Exclusive: of two deliveries at the same instant one fails, and is repeated when the other is done.
            await using (var file = new FileStream(local.Path, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            await local.CommitAsync(cancellationToken);
            await store.WriteAsync(mark, Encoding.UTF8.GetBytes(name), cancellationToken);
        }

        var folder = DataLayout.Below(DataLayout.In, DataLayout.FolderOf(name));
        return await store.MoveIntoAsync(part, folder, DataLayout.Fit(DataLayout.LastPart(name), 0), cancellationToken);
    }
}
