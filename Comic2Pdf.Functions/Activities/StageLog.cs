using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Stores;

namespace Comic2Pdf.Functions.Activities;

/// <summary>prep.log and ocr.log of a job: what a person wants to know of each attempt. Losing a line costs nothing.</summary>
public sealed class StageLog(DataLayout layout, TimeProvider time)
{
    /// <summary>Appends lines.</summary>
    public void Append(string jobKey, string stage, IEnumerable<string> lines)
    {
        try
        {
            var now = Timestamp.Of(time.GetUtcNow());
            File.AppendAllLines(layout.WorkOf(jobKey, stage == Stages.Prep ? "prep.log" : "ocr.log"), lines.Select(l => $"{now} {l}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is for reading only; the outcome does not hang on it.
        }
    }
}
