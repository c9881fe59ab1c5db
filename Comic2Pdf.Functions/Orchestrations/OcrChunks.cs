using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Processing.Ocr;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>
/// Reads a book in chunks of pages, two at a time, and then has it finished. Chunks keep activities short and cancelling quick, and between two of them a job gives
/// its slot back when the limit was lowered.
/// </summary>
internal sealed class OcrChunks(
    TaskOrchestrationContext context,
    JobStatusKeeper status,
    JobMailbox mailbox,
    AttemptWatch watch,
    StageWork work
)
{
    private const int PagesPerChunk = 8;
    private const int ChunksAtATime = 2;

    private readonly int _total = status.Job.Pages.Total;
    private StageWork _work = work;
    private StageOutcome? _failure;
    private int _first;

    // The first chunk decides the language of a long book, and the others wait for it; its pages keep all processors busy.
    private bool _isLanguageOpen = LanguageDecision.PaysFor(work.Languages, status.Job.Pages.Total);

    private bool MayGoOn => _first < _total && _failure is null && !watch.IsGivenUp && mailbox.GrantedSlot is not null;

    /// <summary>Recognises all pages that are left and finishes the PDF.</summary>
    /// <returns><see cref="StageOutcome.Paused"/> when the slot was taken back meanwhile: called again, it goes on.</returns>
    public async Task<StageOutcome> RunAsync()
    {
        var open = new List<Task<StageOutcome>>();
        while (MayGoOn || open.Count > 0)
        {
            while (MayGoOn && open.Count < (_isLanguageOpen ? 1 : ChunksAtATime))
            {
                open.Add(context.CallActivityAsync<StageOutcome>(Names.OcrChunk, _work with { First = _first, Count = PagesPerChunk }));
                _first += PagesPerChunk;
            }

            var chunk = await Task.WhenAny(open);
            open.Remove(chunk);
            var outcome = await chunk;
            if (!outcome.IsSuccess)
            {
                _failure ??= outcome;
            }
            else if (!watch.IsGivenUp)
            {
                _isLanguageOpen = false;
                _work = _work with { Languages = outcome.Languages ?? _work.Languages };
                status.Job = status.Job with { Language = outcome.Languages ?? status.Job.Language };
                await status.ProgressAsync(outcome.Pages);
            }
        }

        return _failure
            ?? (
                watch.IsGivenUp ? new StageOutcome()
                : _first < _total ? StageOutcome.Paused
                : await context.CallActivityAsync<StageOutcome>(Names.Finish, _work)
            );
    }
}
