using Comic2Pdf.Functions.Settings;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Examines a machine and a data folder, with and without a running server, and changes nothing.</summary>
internal static class Doctor
{
    /// <summary>All that was found, the most serious first.</summary>
    public static IReadOnlyList<Finding> Examine(DataFolder data, AppSettings settings)
    {
        IEnumerable<Finding> findings = MachineChecks.Find(settings);
        if (settings.Blobs is null)
        {
            var isInUse = IsInUse(data);
            findings =
            [
                .. findings,
                .. FolderChecks.Find(data, settings),
                .. FileChecks.Find(data, isInUse),
                .. JobChecks.Find(data, settings, isInUse, TimeProvider.System.GetUtcNow()),
            ];
        }

        return [.. findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Code, StringComparer.Ordinal)];
    }

    private static bool IsInUse(DataFolder data)
    {
        if (!Directory.Exists(data.At("runtime")))
        {
            return false;
        }

        try
        {
            using var taken = data.TryTake();
            return taken is null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
