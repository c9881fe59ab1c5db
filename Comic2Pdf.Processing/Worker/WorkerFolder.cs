namespace Comic2Pdf.Processing.Worker;

/// <summary>
/// A folder for the temporary files of page workers. Their libraries write some, and a worker that is killed leaves them: so they go with the folder at the end of the
/// pool, and where the whole program was killed, at the next start of any. A lock, which ends with its process, tells a folder in use from one that was left.
/// </summary>
internal sealed class WorkerFolder : IDisposable
{
    private const string Prefix = "comic2pdf-workers-";
    private const string LockName = ".lock";
    private const int Tries = 3;

    private readonly FileStream _lock;

    private WorkerFolder(string path, FileStream held) => (FullName, _lock) = (path, held);

    /// <summary>Its path.</summary>
    public string FullName { get; }

    /// <summary>Makes one, for this user only, and removes those that killed programs have left.</summary>
    /// <param name="parent">Where; null: the system's folder for temporary files.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor this.</exception>
    public static WorkerFolder Create(string? parent = null)
    {
        parent ??= Path.GetTempPath();
        RemoveLeft(parent);
        for (var i = 1; ; i++)
        {
            try
            {
                return Make(Path.Combine(parent, Prefix + Guid.NewGuid().ToString("N")));
            }
            catch (IOException) when (i < Tries)
            {
                // Another start took it for one that was left, in the moment before it was locked.
            }
        }
    }

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose()
    {
        TryRemove(FullName);
        _lock.Dispose();
    }

    private static WorkerFolder Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new WorkerFolder(path, Lock(path, FileMode.CreateNew));
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void RemoveLeft(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            try
            {
                using var held = Lock(folder, FileMode.OpenOrCreate);
                TryRemove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or another user's.
            }
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A worker that is just ending has written once more: the next start removes it.
        }
    }
}
