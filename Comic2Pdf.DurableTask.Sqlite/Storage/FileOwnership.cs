namespace Comic2Pdf.DurableTask.Sqlite.Storage;

/// <summary>
/// Makes this process the only owner of a database file. The lock is the operating system's: it goes with the process, however that ends.
/// </summary>
internal static class FileOwnership
{
    /// <returns>The lock; disposing it ends the ownership.</returns>
    /// <exception cref="SqliteDatabaseException">Another process owns the file; the message names its id.</exception>
    public static FileStream Take(string databasePath)
    {
        // The id stands in a second file: the locked one can not be read by others.
        var pidPath = databasePath + ".pid";
        try
        {
            var file = new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                File.WriteAllText(pidPath, Environment.ProcessId.ToString());
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && IsLocked(databasePath + ".lock"))
        {
            var pid = File.Exists(pidPath) ? File.ReadAllText(pidPath) : "unknown";
            throw new SqliteDatabaseException(
                $"'{databasePath}' is in use by another process (pid {pid}). One process owns it; stop that one or use another directory.", e);
        }
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
