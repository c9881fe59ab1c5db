using System.Text.Json;
using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>The jobs of the history, without a server.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Condition">Whether it can be used; null: it is not in a file (HISTORY=azureStorage).</param>
/// <param name="Detail">Why not.</param>
/// <param name="Jobs">The jobs by their keys; null: they are not known.</param>
internal sealed record JobHistory(string Path, HistoryCondition? Condition, string Detail, IReadOnlyDictionary<string, JobRecord>? Jobs)
{
    /// <summary>Reads it. While a server runs it is not looked through for damage: that would take it time, and it would say so itself.</summary>
    public static JobHistory Of(DataFolder data, AppSettings settings, bool isInUse)
    {
        var path = data.At("runtime", "history.db");
        if (settings.History != HistoryStorage.Sqlite)
        {
            return new JobHistory(path, null, string.Empty, null);
        }

        var found = HistoryInspection.Of(path, Names.Job, isChecked: !isInUse);
        return new JobHistory(
            path,
            found.Condition,
            found.Detail,
            found.Condition == HistoryCondition.Whole
                ? found
                    .Instances.Select(i => (i.Id, Job: Read(i)))
                    .Where(i => i.Job is not null)
                    .ToDictionary(i => i.Id, i => i.Job!, StringComparer.Ordinal)
                : null
        );
    }

    private static JobRecord? Read(InspectedInstance instance)
    {
        try
        {
            return instance.CustomStatus is { } status
                && JsonSerializer.Deserialize<JobStatus>(status, Json.Options) is { Job: not null } known
                    ? known.Job
                : instance.Input is { } input && JsonSerializer.Deserialize<JobInput>(input, Json.Options) is { } started
                    ? JobRecord.Discovered(started)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
