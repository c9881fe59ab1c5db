using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Functions.Activities;

/// <summary>The last moves of a job. Each can be done again after a crash in its middle.</summary>
public sealed class Publisher(DataLayout layout, JsonFiles files)
{
    /// <summary>The finished PDF to out/, the archive to archive/.</summary>
    public StageOutcome Publish(StageWork job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var final = layout.WorkOf(job.JobKey, $"final.{job.Token}.pdf");
        var target = layout.OutOf(job.JobKey, job.FileName);
        try
        {
            if (File.Exists(final))
            {
                File.Move(final, target, overwrite: true);
            }

            MoveInput(job, layout.Archive);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new StageOutcome { Code = ErrorCode.OutputNotWritable, Detail = $"the PDF cannot be put in place: {e.Message}", IsTransient = true };
        }

        return File.Exists(target)
            ? new StageOutcome { Path = target }
            : new StageOutcome { Code = ErrorCode.OutputNotWritable, Detail = "the finished PDF is gone", IsTransient = true };
    }

    /// <summary>The archive to error/[jobKey]/, with a state.json that says why.</summary>
    public void Bury(JobRecord job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var folder = Path.Combine(layout.Error, job.JobKey);
        Directory.CreateDirectory(folder);
        var input = layout.InputOf(job.JobKey, job.InputFile);
        if (File.Exists(input))
        {
            File.Move(input, Path.Combine(folder, job.InputFile), overwrite: true);
        }

        files.Write(Path.Combine(folder, "state.json"), job);
        var work = layout.WorkOf(job.JobKey);
        foreach (var left in !Directory.Exists(work) ? [] : Directory.GetFiles(work, "*.pdf").Where(f => Path.GetFileName(f) != "raw.pdf"))
        {
            File.Delete(left);
        }
    }

    /// <summary>The work folder goes.</summary>
    public void RemoveWork(string jobKey)
    {
        var folder = layout.WorkOf(jobKey);
        if (Directory.Exists(folder))
        {
            // Gone at once: while its files go one by one, housekeeping would miss its state.json and write it again.
            var going = layout.WorkOf($".{Guid.NewGuid():N}");
            Directory.Move(folder, going);
            Directory.Delete(going, recursive: true);
        }
    }

    private void MoveInput(StageWork job, string folder)
    {
        var input = layout.InputOf(job.JobKey, job.FileName);
        if (File.Exists(input))
        {
            DataLayout.MoveInto(input, folder, job.FileName);
        }
    }
}
