using System.Globalization;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>Jobs that do not go on, and those that failed.</summary>
internal sealed class ProgressCheck : ICheck
{
    // Slots are given within a second; this is longer than a server takes to begin after a start.
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(10);

    private static readonly FindingKind Stuck = new(
        "job_stuck",
        Severity.Error,
        "a job is RUNNING and its heartbeat has been silent for twice JOB_TIMEOUT_SECONDS: the server should have given the attempt up",
        "`comic2pdf cancel JOB`, then `comic2pdf retry JOB`; or restart the server"
    );

    private static readonly FindingKind Waits = new(
        "job_waits",
        Severity.Error,
        "a job waits for a slot and no job is running",
        "Restart the server; if it waits again: `comic2pdf support-bundle JOB`"
    );

    private static readonly FindingKind Paused = new(
        "job_paused",
        Severity.Warning,
        "a job waits until there is room or a right, or because ocr_concurrency was lowered; it goes on by itself",
        "Make room or give the right: `comic2pdf doctor` names the folder; or `comic2pdf config ocr_concurrency=2`"
    );

    private static readonly FindingKind Failed = new(
        "job_failed",
        Severity.Note,
        "a job has failed for good",
        "`comic2pdf job JOB` says why; `comic2pdf retry JOB`, or drop a better file"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Stuck, Waits, Paused, Failed];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        var isAnyRunning = patient.Jobs.Any(j => j.IsRunning);
        foreach (var job in patient.Jobs.Where(j => j.State is not null))
        {
            var text = $"job {job.JobKey} ({job.State!.InputFile}) is {job.State.State}";
            if (OfJob(job, patient, isAnyRunning) is var (kind, detail))
            {
                yield return kind.At(text + detail).With("JOB", JobFolder.Short(job.JobKey));
            }
        }
    }

    private static (FindingKind Kind, string Detail)? OfJob(JobFolder job, Examination patient, bool isAnyRunning)
    {
        var state = job.State!;
        var silence = patient.Machine.Now - LastSign(patient.Data, job, state);
        return job.IsFailed ? (Failed, $": {state.Error?.Code}")
            // Without a server nothing beats and nothing goes on.
            : !patient.IsInUse || JobStates.IsFinal(state.State) ? null
            : job.IsRunning
                ? silence.TotalSeconds > 2 * patient.Settings.JobTimeoutSeconds ? (Stuck, $" without a heartbeat for {Seconds(silence)} s")
                    : null
            : JobMessages.IsWaiting(state.Message) ? (Paused, $": {state.Message}")
            : !isAnyRunning && silence > LongWait ? (Waits, $" for {Seconds(silence)} s")
            : null;
    }

    private static DateTimeOffset LastSign(DataFolder data, JobFolder job, JobRecord state)
    {
        var beat = data.At(DataLayout.HeartbeatOf(job.JobKey, state.Stage));
        return job.IsRunning && File.Exists(beat)
            ? new DateTimeOffset(File.GetLastWriteTimeUtc(beat), TimeSpan.Zero)
            : Timestamp.Parse(state.UpdatedAt);
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
