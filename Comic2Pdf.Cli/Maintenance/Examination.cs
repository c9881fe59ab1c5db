using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>What is examined: a machine, settings and a folder, all at one moment.</summary>
/// <param name="Data">The folder.</param>
/// <param name="Settings">The settings that `serve` would have.</param>
/// <param name="Machine">The machine.</param>
internal sealed record Examination(DataFolder Data, AppSettings Settings, Machine Machine)
{
    private readonly Lazy<JobHistory> _history = new(() => JobHistory.Of(Data, Settings, Data.IsInUse()));
    private readonly Lazy<IReadOnlyList<JobFolder>> _jobs = new(() => JobFolder.All(Data));

    /// <summary>The setting that is wrong, so that others stand in <see cref="Settings"/> than are meant; null: none.</summary>
    public string? SettingsFault { get; init; }

    /// <summary>Whether everything is in the folder.</summary>
    public bool HasFolder => Settings.Blobs is null;

    /// <summary>Whether a server runs on the folder.</summary>
    public bool IsInUse { get; } = Data.IsInUse();

    /// <summary>The jobs that the history knows.</summary>
    public JobHistory History => _history.Value;

    /// <summary>The jobs that have a folder.</summary>
    public IReadOnlyList<JobFolder> Jobs => _jobs.Value;

    /// <summary>The folders that the program needs.</summary>
    public IEnumerable<string> Folders => DataLayout.Folders.Select(f => Data.At(f));
}
