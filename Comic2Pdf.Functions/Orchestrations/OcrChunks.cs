using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Processing.Ocr;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>Reads a book in chunks of pages, two at a time, and then has it finished. Chunks keep activities short and cancelling quick.</summary>
internal sealed class OcrChunks(TaskOrchestrationContext context, JobStatusKeeper status, AttemptWatch watch)
{
    private const int PagesPerChunk = 8;
    private const int ChunksAtATime = 2;

    /// <summary>Recognises all pages and finishes the PDF.</summary>
    public async Task<StageOutcome> RunAsync(StageWork work)
    {
        var total = status.Job.Pages.Total;
        var open = new List<Task<StageOutcome>>();
        StageOutcome? failure = null;
        // The first chunk decides the language of a long book, and the others wait for it; its pages keep all processors busy.
        var isOpen = LanguageDecision.PaysFor(work.Languages, total);
        for (var first = 0; (first < total && failure is null && !watch.IsGivenUp) || open.Count > 0; )
        {
            while (first < total && open.Count < (isOpen ? 1 : ChunksAtATime) && failure is null && !watch.IsGivenUp)
            {
                open.Add(context.CallActivityAsync<StageOutcome>(Names.OcrChunk, work with { First = first, Count = PagesPerChunk }));
                first += PagesPerChunk;
            }

            var chunk = await Task.WhenAny(open);
            open.Remove(chunk);
            var outcome = await chunk;
            if (!outcome.IsSuccess)
            {
                failure ??= outcome;
            }
            else if (!watch.IsGivenUp)
            {
                isOpen = false;
                work = work with { Languages = outcome.Languages ?? work.Languages };
                status.Job = status.Job with { Language = outcome.Languages ?? status.Job.Language };
                await status.ProgressAsync(outcome.Pages);
            }
        }

        return failure ?? (watch.IsGivenUp ? new StageOutcome() : await context.CallActivityAsync<StageOutcome>(Names.Finish, work));
    }
}
