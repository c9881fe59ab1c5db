using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>The files in index/ and what triggers remember.</summary>
internal sealed class IndexCheck : ICheck
{
    /// <summary>A copy of the history is broken; also a state.json.</summary>
    public static readonly FindingKind Corrupt = new(
        "json_corrupt",
        Severity.Warning,
        "jobs.json, metrics.json or a state.json is broken: a copy of the history, which a running server writes again within 20 seconds",
        "`comic2pdf doctor --fix`",
        CanFix: true
    );

    private static readonly FindingKind ConfigCorrupt = new(
        "config_corrupt",
        Severity.Error,
        "index/config.json is no JSON: the settings of the start are in force, not what was set with `comic2pdf config`",
        "`comic2pdf doctor --fix` puts it aside as config.invalid.json; then set it again: `comic2pdf config job_timeout_s=600`",
        CanFix: true
    );

    private static readonly FindingKind ConfigInvalid = new(
        "config_invalid",
        Severity.Error,
        "index/config.json has a value that is out of range, or a name that means nothing: somebody wrote it by hand",
        "`comic2pdf config NAME=VALUE` with a server running, or `comic2pdf doctor --fix` to put it aside",
        CanFix: true
    );

    private static readonly FindingKind SearchDamaged = new(
        "search_damaged",
        Severity.Warning,
        "the search index is damaged; it is a copy of index/books/ and is made again",
        "`comic2pdf doctor --fix`",
        CanFix: true
    );

    private static readonly FindingKind TriggersDamaged = new(
        "triggers_damaged",
        Severity.Error,
        "runtime/triggers.db is damaged: the server does not start",
        "`comic2pdf doctor --fix` puts it aside; which files were taken is known from elsewhere",
        CanFix: true
    );

    private static readonly string[] Copies = [DataLayout.JobsJson, DataLayout.MetricsJson];

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Corrupt, ConfigCorrupt, ConfigInvalid, SearchDamaged, TriggersDamaged];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var data = patient.Data;
        return
        [
            .. Copies.Select(c => data.At(c)).Where(JsonText.IsBroken).Select(p => Corrupt.At($"{p} is no JSON", () => File.Delete(p))),
            .. Config(data.At(DataLayout.ConfigJson)),
            .. patient.IsInUse
                ? []
                : Damaged(data.At(DataLayout.Index, "search.db"), SearchDamaged, isKept: false)
                    .Concat(Damaged(data.At("runtime", "triggers.db"), TriggersDamaged, isKept: true)),
        ];
    }

    private static IEnumerable<Finding> Config(string path)
    {
        var aside = () => File.Move(path, Path.ChangeExtension(path, ".invalid.json"), overwrite: true);
        if (!File.Exists(path))
        {
            return [];
        }

        if (JsonText.IsBroken(path))
        {
            return [ConfigCorrupt.At($"{path} is no JSON", aside)];
        }

        var content = ConfigChange.Parse(File.ReadAllText(path));
        return content.Fault is { } fault ? [ConfigInvalid.At($"{path}: {fault}", aside)]
            : content.Ignored is [var name, ..] ? [ConfigInvalid.At($"{path}: {name} is no name of the configuration", aside)]
            : content.Applied.Count < 4 ? [ConfigInvalid.At($"{path} does not have all four values, so none counts", aside)]
            : [];
    }

    private static IEnumerable<Finding> Damaged(string path, FindingKind kind, bool isKept)
    {
        if (!File.Exists(path) || !SqliteText.IsDamaged(path, out var fault))
        {
            return [];
        }

        return
        [
            kind.At(
                $"{path}: {fault}",
                () =>
                {
                    // With the log of what was not in the file yet, which belongs to no other.
                    foreach (var file in new[] { path, path + "-wal", path + "-shm" }.Where(File.Exists))
                    {
                        if (isKept)
                        {
                            File.Move(file, file + ".damaged", overwrite: true);
                        }
                        else
                        {
                            File.Delete(file);
                        }
                    }
                }
            ),
        ];
    }
}
