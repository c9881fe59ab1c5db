using System.Text.Json;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>state.json of each job, beside the history.</summary>
internal sealed class StateFileCheck : ICheck
{
    private static readonly FindingKind Missing = new(
        "state_missing",
        Severity.Warning,
        "a job has a work folder without a state.json; a running server writes it again within 20 seconds",
        "`comic2pdf doctor --fix` writes it from the history",
        CanFix: true
    );

    private static readonly FindingKind Differs = new(
        "state_differs",
        Severity.Warning,
        "a state.json says something else than the history: somebody wrote it, or a server was killed. The history counts; a running server writes it again",
        "`comic2pdf doctor --fix` writes it from the history",
        CanFix: true
    );

    private static readonly FindingKind TooManyAttempts = new(
        "attempts_over_limit",
        Severity.Warning,
        "a job that is not over has had more attempts than MAX_ATTEMPTS_PREP or MAX_ATTEMPTS_OCR allow: the limit was lowered meanwhile",
        "`comic2pdf cancel JOB`, `comic2pdf retry JOB`, or raise the limit"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [Missing, Differs, TooManyAttempts];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient) => patient.Jobs.Select(j => OfJob(j, patient)).OfType<Finding>();

    private static Finding? OfJob(JobFolder job, Examination patient)
    {
        var known = patient.History.Jobs?.GetValueOrDefault(job.JobKey);
        if (job.State is not { } state)
        {
            // A folder that no job has is another check's.
            var isJob = known is not null || patient.History.Jobs is null;
            return File.Exists(job.StatePath)
                    ? IndexCheck.Corrupt.At(
                        $"{job.StatePath} is no state",
                        Rewrite(job, known, patient) ?? (() => File.Delete(job.StatePath))
                    )
                : isJob ? Missing.At($"{job.StatePath} is not there", Rewrite(job, known, patient))
                : null;
        }

        // A running server is a moment behind, and puts it right itself.
        if (!patient.IsInUse && known is not null && (known.State, known.UpdatedAt) != (state.State, state.UpdatedAt))
        {
            return Differs.At(
                $"{job.StatePath} says {state.State} of {state.UpdatedAt}, the history {known.State} of {known.UpdatedAt}",
                Rewrite(job, known, patient)
            );
        }

        return
            !JobStates.IsFinal(state.State)
            && (state.AttemptPrep > patient.Settings.MaxAttemptsPrep || state.AttemptOcr > patient.Settings.MaxAttemptsOcr)
            ? TooManyAttempts
                .At($"job {job.JobKey} ({state.InputFile}) is in attempt {Math.Max(state.AttemptPrep, state.AttemptOcr)}")
                .With("JOB", JobFolder.Short(job.JobKey))
            : null;
    }

    private static Action? Rewrite(JobFolder job, JobRecord? known, Examination patient) =>
        known is null || patient.IsInUse
            ? null
            : () =>
            {
                var temporary = Path.Combine(Path.GetDirectoryName(job.StatePath)!, $".{Guid.NewGuid():N}.tmp");
                File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(known, Json.Options));
                File.Move(temporary, job.StatePath, overwrite: true);
            };
}
