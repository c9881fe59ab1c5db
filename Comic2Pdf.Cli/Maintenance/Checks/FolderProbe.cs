namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Finds out whether a folder can be written to, in the only way that is sure.</summary>
internal static class FolderProbe
{
    /// <summary>Makes a file and removes it.</summary>
    public static bool CanWrite(string folder)
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
