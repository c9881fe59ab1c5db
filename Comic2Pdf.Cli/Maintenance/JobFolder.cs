using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>A job as its files show it, without a server.</summary>
/// <param name="JobKey">Its key.</param>
/// <param name="State">Its state.json; null: there is none, or it is no state.</param>
/// <param name="StatePath">Where that is.</param>
internal sealed record JobFolder(string JobKey, JobRecord? State, string StatePath)
{
    private const int ShortLength = 12;

    /// <summary>Whether it ended without a PDF.</summary>
    public bool IsFailed => State is { } job && JobStates.IsError(job.State);

    /// <summary>Whether it is worked on.</summary>
    public bool IsRunning => State is { } job && job.State == JobStates.In(job.Stage, JobPhases.Running);

    /// <summary>As much of a key as commands need to know it.</summary>
    public static string Short(string jobKey) => jobKey.Length > ShortLength ? jobKey[..ShortLength] : jobKey;

    /// <summary>All jobs that have a folder in work/ or error/.</summary>
    public static IReadOnlyList<JobFolder> All(DataFolder data) =>
        [
            .. new[] { DataLayout.Work, DataLayout.Error }
                .SelectMany(data.Folders)
                .Select(f => new JobFolder(
                    Path.GetFileName(f),
                    Read(Path.Combine(f, DataLayout.StateFile)),
                    Path.Combine(f, DataLayout.StateFile)
                ))
                .Where(j => Functions.Jobs.JobKey.IsValid(j.JobKey))
                .GroupBy(j => j.JobKey, StringComparer.Ordinal)
                .Select(g => g.FirstOrDefault(j => j.State is not null) ?? g.First()),
        ];

    private static JobRecord? Read(string path)
    {
        try
        {
            return
                File.Exists(path)
                && JsonSerializer.Deserialize<JobRecord>(File.ReadAllBytes(path), Json.Options) is { UpdatedAt: { } at } job
                && Timestamp.IsValid(at)
                ? job
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
