using System.Globalization;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Microsoft.Data.Sqlite;

namespace Comic2Pdf.Cli.Maintenance;

/// <summary>Jobs that are stuck, or whose files contradict each other.</summary>
internal static class JobChecks
{
    public static IEnumerable<Finding> Find(DataFolder data, AppSettings settings, bool isInUse, DateTimeOffset now) =>
        [
            .. History(data, isInUse),
            .. JobFolder.All(data).SelectMany(j => OfJob(data, j, settings, isInUse, now)),
            .. Inputs(data),
            .. Decisions(data),
        ];

    private static IEnumerable<Finding> History(DataFolder data, bool isInUse)
    {
        var path = data.At("runtime", "history.db");
        if (isInUse || !File.Exists(path))
        {
            yield break;
        }

        if (HistoryFault(path) is { } fault)
        {
            yield return new Finding(
                "history_damaged",
                Severity.Error,
                $"{path}: {fault}",
                "Move it away with its -wal and -shm files and start again: jobs that were not done begin anew, PDFs and archives stay"
            );
        }
    }

    private static string? HistoryFault(string path)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return check.ExecuteScalar() as string is "ok" ? null : "it is damaged";
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<Finding> OfJob(DataFolder data, JobFolder job, AppSettings settings, bool isInUse, DateTimeOffset now)
    {
        if (job.State is not { } state)
        {
            var isBroken = File.Exists(job.StatePath);
            yield return new Finding(
                isBroken ? "json_corrupt" : "state_missing",
                Severity.Warning,
                $"{job.StatePath} {(isBroken ? "is no state" : "is not there")}",
                "A running server writes it again from the history"
            )
            {
                Fix = isBroken ? () => File.Delete(job.StatePath) : null,
            };
            yield break;
        }

        if (state.AttemptPrep > settings.MaxAttemptsPrep || state.AttemptOcr > settings.MaxAttemptsOcr)
        {
            yield return new Finding(
                "attempts_over_limit",
                Severity.Warning,
                $"job {job.JobKey} ({state.InputFile}) is in attempt {Math.Max(state.AttemptPrep, state.AttemptOcr)}",
                "The limit was lowered meanwhile, or state.json is not the server's: remove it, it is written again"
            );
        }

        if (
            isInUse
            && job.IsRunning
            && Silence(data, job, state, now) is { TotalSeconds: var silent }
            && silent > 2 * settings.JobTimeoutSeconds
        )
        {
            yield return new Finding(
                "job_stuck",
                Severity.Error,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"job {job.JobKey} ({state.InputFile}) is {state.State} without a heartbeat for {silent:0} s"
                ),
                "comic2pdf cancel, then retry; or restart the server"
            );
        }

        if (job.IsFailed)
        {
            var archive = data.At(DataLayout.ErrorArchiveOf(job.JobKey, state.InputFile));
            yield return new Finding(
                "job_failed",
                Severity.Note,
                $"job {job.JobKey} ({state.InputFile}) is {state.State}: {state.Error?.Code}",
                File.Exists(archive) ? "comic2pdf retry, or drop a better file" : "Its archive is gone from error/: drop it into in/ again"
            );
        }

        if (state is { State: JobStates.Done, FinalPdf: { } pdf } && !File.Exists(pdf))
        {
            yield return new Finding("pdf_gone", Severity.Note, $"{pdf} was moved or removed", "If that was not meant: comic2pdf requeue");
        }
    }

    private static TimeSpan? Silence(DataFolder data, JobFolder job, JobRecord state, DateTimeOffset now)
    {
        var beat = data.At(DataLayout.HeartbeatOf(job.JobKey, state.Stage));
        var last = File.Exists(beat) ? new DateTimeOffset(File.GetLastWriteTimeUtc(beat), TimeSpan.Zero) : Timestamp.Parse(state.UpdatedAt);
        return now - last;
    }

    private static IEnumerable<Finding> Inputs(DataFolder data)
    {
        foreach (var folder in data.Folders(DataLayout.Inputs))
        {
            var key = Path.GetFileName(folder);
            if (Directory.EnumerateFiles(folder).Any() && !File.Exists(data.At(DataLayout.ClaimOf(key))))
            {
                yield return new Finding(
                    "archive_without_claim",
                    Severity.Warning,
                    $"{folder} has an archive and no claim: work/ was emptied",
                    "A server puts it back into in/, or ends its job"
                );
            }
        }
    }

    private static IEnumerable<Finding> Decisions(DataFolder data)
    {
        foreach (var folder in data.Folders(DataLayout.Duplicates))
        {
            var files = Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).ToList();
            if (files.Exists(f => f.EndsWith(".invalid.json", StringComparison.Ordinal)))
            {
                yield return new Finding(
                    "decision_invalid",
                    Severity.Warning,
                    $"{folder} has a decision that is none",
                    "Write decision.json anew, or use comic2pdf decide"
                );
            }

            if (files.Exists(f => f.Contains("__", StringComparison.Ordinal)))
            {
                yield return new Finding(
                    "duplicate_waits",
                    Severity.Note,
                    $"{folder} waits for a decision",
                    "comic2pdf duplicates, comic2pdf decide"
                );
            }
        }
    }
}
