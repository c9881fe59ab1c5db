namespace Comic2Pdf.Functions.Storage;

/// <summary>Files of this machine for as long as they are worked on: DATA_DIR/scratch, a folder for each process.</summary>
public sealed class Scratch
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly string _folder;
    private readonly IDiskSpace _disk;

    /// <summary>Makes the folder, and removes those that processes which died have left long ago.</summary>
    public Scratch(string dataDir, IDiskSpace disk, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var all = Directory.CreateDirectory(Path.Combine(dataDir, "scratch"));
        foreach (var old in all.GetDirectories().Where(d => time.GetUtcNow().UtcDateTime - d.LastWriteTimeUtc > Abandoned))
        {
            Remove(old);
        }

        _folder = all.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;
        _disk = disk;
    }

    /// <summary>A path for a new file; its ending is that of the name, and of a job's file it begins with the job's key, so that people see whose it is.</summary>
    public string NewPath(string name)
    {
        // Anew each time: a folder that nothing was put into for a day may have been taken for abandoned.
        Directory.CreateDirectory(_folder);
        var whose = name.Split('/').SkipLast(1).FirstOrDefault(part => part.Contains("__", StringComparison.Ordinal)) is { } jobKey
            ? $"{jobKey}."
            : string.Empty;
        return Path.Combine(_folder, $"{whose}{Guid.NewGuid():N}{Path.GetExtension(name)}");
    }

    /// <summary>Checks that there is room.</summary>
    /// <exception cref="IOException">There is not.</exception>
    public void Require(long bytes)
    {
        if (_disk.FreeBytes(_folder) is var free && free < bytes)
        {
            throw new IOException($"{free} bytes are free in {_folder}, where {bytes} are needed");
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Perhaps another process is at it.
        }
    }
}
