using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Functions.Stages;

/// <summary>prep.log and ocr.log of a job: what a person wants to know of each attempt. Losing a line costs nothing.</summary>
public sealed class StageLog(IStore store, TimeProvider time)
{
    /// <summary>Appends lines, each with the time. A failure is ignored.</summary>
    public async Task AppendAsync(string jobKey, string stage, IEnumerable<string> lines)
    {
        try
        {
            var now = Timestamp.Of(time.GetUtcNow());
            var text = string.Concat(lines.Select(l => $"{now} {l}\n"));
            await store.AppendAsync(DataLayout.LogOf(jobKey, stage), text, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is for reading only; the outcome does not hang on it.
        }
    }
}
