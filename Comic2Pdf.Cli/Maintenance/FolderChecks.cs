using System.Globalization;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Folders, rights and room.</summary>
internal static class FolderChecks
{
    private const long Mega = 1 << 20;

    public static IEnumerable<Finding> Find(DataFolder data, AppSettings settings)
    {
        if (!Directory.Exists(data.Root))
        {
            yield return new Finding(
                "folder_missing",
                Severity.Error,
                $"{data.Root} is not there",
                "Start the server once, or set DATA_DIR"
            )
            {
                Fix = () => Directory.CreateDirectory(data.Root),
            };
            yield break;
        }

        foreach (var folder in DataLayout.Folders)
        {
            var path = data.At(folder);
            if (!Directory.Exists(path))
            {
                yield return new Finding("folder_missing", Severity.Warning, $"{path} is not there", "It is made at the next start")
                {
                    Fix = () => Directory.CreateDirectory(path),
                };
            }
            else if (!IsWritable(path))
            {
                yield return new Finding(
                    "folder_not_writable",
                    Severity.Error,
                    $"{path} cannot be written to by {Environment.UserName}",
                    "Give the rights (chown, chmod), or mount it for writing"
                );
            }
        }

        var free = new DiskSpace().FreeBytes(data.Root);
        var needed = (long)(settings.MaxInputSizeMb * Mega * settings.DiskFreeFactor);
        if (free < needed)
        {
            yield return new Finding(
                "disk_low",
                free < 100 * Mega ? Severity.Error : Severity.Warning,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{free / Mega} MiB are free; the largest archive allowed needs {needed / Mega} (MAX_INPUT_SIZE_MB x DISK_FREE_FACTOR)"
                ),
                "Make room: archive/, logs/, old files of out/"
            );
        }
    }

    private static bool IsWritable(string folder)
    {
        var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
