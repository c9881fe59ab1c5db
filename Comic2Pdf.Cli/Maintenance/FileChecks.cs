using System.Text.Json;
using Comic2Pdf.Functions.Housekeeping;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Broken files and files that were left behind.</summary>
internal static class FileChecks
{
    // Copies of the history: written again by a server within seconds.
    private static readonly string[] Copies = [DataLayout.JobsJson, DataLayout.MetricsJson];

    public static IEnumerable<Finding> Find(DataFolder data, bool isInUse) =>
        [.. Broken(data), .. Refused(data), .. Unfinished(data), .. Temporary(data, isInUse), .. Crashed(data, isInUse)];

    private static IEnumerable<Finding> Broken(DataFolder data)
    {
        foreach (var path in Copies.Select(c => data.At(c)).Where(IsBroken))
        {
            yield return new Finding("json_corrupt", Severity.Warning, $"{path} is no JSON", "A running server writes it again by itself")
            {
                Fix = () => File.Delete(path),
            };
        }

        var config = data.At(DataLayout.ConfigJson);
        if (IsBroken(config))
        {
            yield return new Finding(
                "config_corrupt",
                Severity.Error,
                $"{config} is no JSON: the defaults of the settings are in force",
                "Put it aside, and set the configuration again"
            )
            {
                Fix = () => File.Move(config, Path.ChangeExtension(config, ".invalid.json"), overwrite: true),
            };
        }
    }

    private static IEnumerable<Finding> Refused(DataFolder data)
    {
        foreach (var reason in data.Files(DataLayout.Error, "*" + Rejections.ReasonEnding))
        {
            var file = reason[..^Rejections.ReasonEnding.Length];
            yield return File.Exists(file)
                ? new Finding(
                    "file_refused",
                    Severity.Note,
                    $"{file} was refused",
                    "comic2pdf rejections says why, --retry puts it back into in/"
                )
                : new Finding("reason_orphan", Severity.Warning, $"{reason} has no file beside it", "Remove it")
                {
                    Fix = () => File.Delete(reason),
                };
        }

        foreach (var file in data.Files(DataLayout.Error).Where(f => !f.EndsWith(Rejections.ReasonEnding, StringComparison.Ordinal)))
        {
            if (!File.Exists(file + Rejections.ReasonEnding) && !DataLayout.IsIgnored(Path.GetFileName(file)))
            {
                yield return new Finding(
                    "file_without_reason",
                    Severity.Warning,
                    $"{file} has no reason beside it",
                    "Move it to in/ to have it tried"
                );
            }
        }
    }

    private static IEnumerable<Finding> Unfinished(DataFolder data)
    {
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).UtcDateTime;
        foreach (var file in data.Files(DataLayout.In))
        {
            var name = Path.GetFileName(file);
            if (
                DataLayout.IsIgnored(name)
                && !name.EndsWith(DataLayout.SideFileEnding, StringComparison.Ordinal)
                && !RetentionRule.IsTemporaryName(name)
                && File.GetLastWriteTimeUtc(file) < yesterday
            )
            {
                yield return new Finding(
                    "unfinished_file",
                    Severity.Warning,
                    $"{file} has been unfinished for over a day",
                    "Rename it when it is whole, or remove it"
                );
            }
        }
    }

    private static IEnumerable<Finding> Temporary(DataFolder data, bool isInUse)
    {
        if (isInUse)
        {
            yield break;
        }

        foreach (
            var file in DataLayout
                .Folders.SelectMany(f => data.Files(f, ".*", SearchOption.AllDirectories))
                .Distinct(StringComparer.Ordinal)
        )
        {
            if (RetentionRule.IsTemporaryName(Path.GetFileName(file)))
            {
                yield return new Finding(
                    "temporary_left",
                    Severity.Warning,
                    $"{file} was left by a killed server",
                    "It goes at the next start"
                )
                {
                    Fix = () => File.Delete(file),
                };
            }
        }
    }

    private static IEnumerable<Finding> Crashed(DataFolder data, bool isInUse)
    {
        if (!isInUse && File.Exists(data.At("logs", "running")))
        {
            yield return new Finding(
                "crashed",
                Severity.Warning,
                "the last server did not stop in order",
                "Look at the end of its log; start it again: it goes on where it was"
            );
        }
    }

    private static bool IsBroken(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
