using System.CommandLine;
using System.Globalization;
using Comic2Pdf.Functions.Settings;
using Microsoft.Extensions.Configuration;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>The folder that `serve` works in, seen from commands that work on it without a server.</summary>
/// <param name="Root">Its path.</param>
internal sealed record DataFolder(string Root)
{
    private const string Lock = "history.db.lock";
    private const string LockOwner = "history.db.pid";

    /// <summary>The option --data.</summary>
    public static Option<string?> Option() =>
        new("--data") { Description = "Folder of everything (DATA_DIR). Default: data.", HelpName = "DIR" };

    /// <summary>The settings that `serve` would have, with another DATA_DIR if one is given.</summary>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public static AppSettings Settings(string? data)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATA_DIR"] = data };
        return SettingsReader.Read(
            new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(given.Where(g => g.Value is not null)).Build()
        );
    }

    /// <summary>A path in it.</summary>
    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The files of a folder in it; none when it is not there.</summary>
    public string[] Files(string folder, string pattern = "*", SearchOption depth = SearchOption.TopDirectoryOnly) =>
        Directory.Exists(At(folder)) ? Directory.GetFiles(At(folder), pattern, depth) : [];

    /// <summary>The folders of a folder in it; none when it is not there.</summary>
    public string[] Folders(string folder) => Directory.Exists(At(folder)) ? Directory.GetDirectories(At(folder)) : [];

    /// <summary>Whether a file is part of a server's hold on the folder.</summary>
    public static bool IsOfTheLock(string path) => Path.GetFileName(path) is Lock or LockOwner;

    /// <summary>Takes the folder for as long as the result lives, as `serve` does.</summary>
    /// <returns>Null when a server runs on it.</returns>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public FileStream? TryTake()
    {
        Directory.CreateDirectory(At("runtime"));
        try
        {
            return new FileStream(At("runtime", Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(At("runtime", Lock)))
        {
            return null;
        }
    }

    /// <summary>Whether a server runs on the folder. Makes nothing.</summary>
    public bool IsInUse()
    {
        try
        {
            // Without the file it cannot be held.
            using Stream? taken = File.Exists(At("runtime", Lock)) ? TryTake() : Stream.Null;
            return taken is null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The id of the process that has it, or had it last; null: not known.</summary>
    public int? Owner() =>
        File.Exists(At("runtime", LockOwner))
        && int.TryParse(File.ReadAllText(At("runtime", LockOwner)), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>The process that has it, as far as that is known.</summary>
    public string OwnerText() =>
        File.Exists(At("runtime", LockOwner)) ? $"pid {File.ReadAllText(At("runtime", LockOwner)).Trim()}" : "pid unknown";
}
