using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Cli.Maintenance.Checks;

/// <summary>PDFs and archives of the jobs that the history knows.</summary>
internal sealed class ResultCheck : ICheck
{
    private const string KeyMark = "__job-";
    private const string PdfEnding = ".pdf";

    private static readonly FindingKind PdfGone = new(
        "pdf_gone",
        Severity.Note,
        "the PDF of a DONE job is not in out/ any more",
        "If that was not meant: `comic2pdf requeue JOB` makes it again from archive/"
    );

    private static readonly FindingKind PdfWithoutJob = new(
        "pdf_without_job",
        Severity.Note,
        "PDFs in out/ belong to jobs that are not known: they were deleted, or the history was",
        "Nothing, or remove what is not wanted"
    );

    private static readonly FindingKind ArchiveGone = new(
        "archive_gone",
        Severity.Error,
        "the archive of a job that is not over is nowhere: somebody removed it from hold/jobs/",
        "`comic2pdf delete JOB` after it failed, and drop the archive into in/ again"
    );

    /// <inheritdoc/>
    public IReadOnlyList<FindingKind> Kinds => [PdfGone, PdfWithoutJob, ArchiveGone];

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Examination patient)
    {
        if (patient.History.Jobs is not { } jobs)
        {
            return [];
        }

        var pdfs = patient.Data.Files(DataLayout.Out, "*" + PdfEnding, SearchOption.AllDirectories);
        var present = pdfs.Select(p => Path.GetFileName(p)).ToHashSet(StringComparer.Ordinal);
        var gone = jobs
            .Values.Where(j => j is { State: JobStates.Done, FinalPdf: { } pdf } && !present.Contains(Path.GetFileName(pdf)))
            .ToList();
        var alone = pdfs.Where(p => KeyOf(p) is { } key && !jobs.ContainsKey(key)).ToList();
        return
        [
            .. gone.Count > 0
                ? [PdfGone.At(Text(gone.ConvertAll(j => j.FinalPdf!))).With("JOB", JobFolder.Short(gone[0].JobKey))]
                : Enumerable.Empty<Finding>(),
            .. alone.Count > 0 && patient.Data.Files(DataLayout.Index, "history.jsonl").Length == 0
                ? [PdfWithoutJob.At(Text(alone))]
                : Enumerable.Empty<Finding>(),
            .. jobs
                .Values.Where(j => IsArchiveGone(j, patient))
                .Select(j => ArchiveGone.At($"job {j.JobKey} ({j.InputFile}) is {j.State}").With("JOB", JobFolder.Short(j.JobKey))),
        ];
    }

    private static bool IsArchiveGone(JobRecord job, Examination patient)
    {
        // The last step moves it; a server may be about it, or was killed there.
        if (JobStates.IsFinal(job.State) || (patient.IsInUse && job.Stage == JobStages.Ocr))
        {
            return false;
        }

        var data = patient.Data;
        return data.Files(DataLayout.InputsOf(job.JobKey)).Length == 0
            && data.Files(DataLayout.OldInputsOf(job.JobKey)).Length == 0
            && !data.Files(DataLayout.Below(DataLayout.Archive, job.InputFolder)).Any(f => new FileInfo(f).Length == job.SizeBytes)
            && !data.Files(DataLayout.ErrorOf(job.JobKey)).Any(f => Path.GetFileName(f) != DataLayout.StateFile);
    }

    private static string? KeyOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var key = name.LastIndexOf(KeyMark, StringComparison.Ordinal) is >= 0 and var at ? name[(at + KeyMark.Length)..] : null;
        return JobKey.IsValid(key) ? key : null;
    }

    private static string Text(List<string> paths) => $"{paths[0]}{(paths.Count > 1 ? $" and {paths.Count - 1} more" : "")}";
}
