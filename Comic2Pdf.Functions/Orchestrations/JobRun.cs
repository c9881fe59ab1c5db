using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Microsoft.DurableTask;

namespace Comic2Pdf.Functions.Orchestrations;

/// <summary>One run of a job: the stages, their attempts, waiting for slots. Awaits durable tasks only.</summary>
internal sealed class JobRun(TaskOrchestrationContext context, JobInput input)
{
    // How long it waits for a slot before it asks again; a grant that got lost costs this.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(2);

    // Most of a day with these pauses; then a full disk is a failure as any other.
    private const int MostBlocked = 500;
    private static readonly TimeSpan MostBlockedPause = TimeSpan.FromMinutes(2);

    private readonly JobStatusKeeper _status = new(context, input);
    private readonly JobMailbox _mailbox = new(context);

    public async Task<string> RunAsync()
    {
        await _status.EnterAsync(JobStates.Discovered);
        if (await StageAsync(JobStages.Prep, input.MaxAttemptsPrep))
        {
            await _status.EnterAsync(JobStates.PrepDone);
            if (await StageAsync(JobStages.Ocr, input.MaxAttemptsOcr))
            {
                var skipped = _status.Job.SkippedPages.Count;
                await _status.EnterAsync(
                    JobStates.Done,
                    skipped == 0 ? null : $"{skipped} of {_status.Job.Pages.Total} pages are not as they should be; see skippedPages"
                );
                await RemoveWorkAsync();
            }
        }

        Notify(AdmissionMessage.Leave, null);
        return _status.Job.State;
    }

    private async Task<bool> StageAsync(string stage, int maxAttempts)
    {
        var (blocked, restarted) = (0, 0);
        for (var attempt = 1; ; )
        {
            _status.Job = _status.Job with
            {
                Stage = stage,
                Attempt = attempt,
                AttemptPrep = stage == JobStages.Prep ? attempt : _status.Job.AttemptPrep,
                AttemptOcr = stage == JobStages.Ocr ? attempt : 0,
            };
            var token = _status.TokenOf(stage, attempt, blocked + restarted);
            await _status.EnterAsync(JobStates.In(stage, JobPhases.Submitted));
            var outcome = await SlotAsync(new Slot(stage, token)) ? await AttemptAsync(stage, token) : StageOutcome.Cancelled;
            if (outcome.IsSuccess)
            {
                return true;
            }

            if (outcome.IsBlocked && blocked < MostBlocked && !_mailbox.IsCancelled)
            {
                await MakeAgainAsync(stage, $"{JobMessages.WaitsForRoom}, and goes on by itself: {outcome.Detail}", blocked++);
            }
            else if (outcome.IsInterrupted && restarted < input.FreeRestarts && !_mailbox.IsCancelled)
            {
                await MakeAgainAsync(stage, $"{JobMessages.WasInterrupted}, and goes on by itself: {outcome.Detail}", restarted++);
            }
            else if (await FailAsync(stage, outcome, attempt, maxAttempts))
            {
                return false;
            }
            else
            {
                attempt++;
            }
        }
    }

    /// <summary>Waits for a slot.</summary>
    /// <returns>False when the job was cancelled meanwhile.</returns>
    private async Task<bool> SlotAsync(Slot slot)
    {
        while (!_mailbox.IsCancelled && _mailbox.GrantedSlot != slot)
        {
            Notify(AdmissionMessage.Request, slot);
            var asked = context.CurrentUtcDateTime;
            while (!_mailbox.IsCancelled && _mailbox.GrantedSlot != slot && context.CurrentUtcDateTime - asked < AskAgain)
            {
                await _mailbox.WaitAsync(AskAgain);
            }
        }

        return !_mailbox.IsCancelled;
    }

    private async Task<StageOutcome> AttemptAsync(string stage, string token)
    {
        await _status.EnterAsync(JobStates.In(stage, JobPhases.Running), fence: token);
        var work = new StageWork(
            input.JobKey,
            input.FileName,
            token,
            input.Profile.Languages,
            Deskew: input.Profile.Deskew,
            Details: input.Profile.Details,
            TraceParent: input.TraceParent,
            Folder: input.Folder
        );
        var watch = new AttemptWatch(context, _mailbox, work, stage);
        var outcome = stage == JobStages.Prep ? await PrepAsync(watch, work) : await OcrAsync(watch, work);
        Notify(AdmissionMessage.Release, null);
        return outcome;
    }

    private async Task<StageOutcome> PrepAsync(AttemptWatch watch, StageWork work)
    {
        var outcome = await watch.RunAsync(() => context.CallActivityAsync<StageOutcome>(Names.Prep, work));
        if (outcome.IsSuccess)
        {
            var raw = await context.CallActivityAsync<StageOutcome>(Names.PromotePrep, work, Bookkeeping.Options);
            _status.Job = _status.Job with { Pages = new PageCount(outcome.Pages, 0), RawPdf = raw.Path, Error = null };
        }

        return outcome;
    }

    private async Task<StageOutcome> OcrAsync(AttemptWatch watch, StageWork work)
    {
        _status.Job = _status.Job with { Pages = _status.Job.Pages with { Done = 0 } };
        var chunks = new OcrChunks(context, _status, _mailbox, watch, work);
        var outcome = await watch.RunAsync(chunks.RunAsync);
        while (outcome.IsPaused)
        {
            await _status.EnterAsync(
                JobStates.In(JobStages.Ocr, JobPhases.Submitted),
                $"{JobMessages.Paused}: ocr_concurrency was lowered"
            );
            if (!await SlotAsync(new Slot(JobStages.Ocr, work.Token)))
            {
                return StageOutcome.Cancelled;
            }

            await _status.EnterAsync(JobStates.In(JobStages.Ocr, JobPhases.Running));
            outcome = await watch.RunAsync(chunks.RunAsync);
        }

        if (!outcome.IsSuccess)
        {
            return outcome;
        }

        var published = await ActivityOutcome.OfAsync(context.CallActivityAsync<StageOutcome>(Names.Publish, work, Bookkeeping.Options));

        // It throws what keeps it from its work, for as long as its retry policy allows: then that is a failure.
        published = published with
        {
            IsInterrupted = false,
        };
        _status.Job = _status.Job with { FinalPdf = published.Path, PdfSizeBytes = published.SizeBytes, SkippedPages = outcome.Skipped };
        return published;
    }

    /// <summary>For a disk that is full or a process that was killed: the same attempt is made again later, as if it had not been.</summary>
    private async Task MakeAgainAsync(string stage, string message, int times)
    {
        await _status.EnterAsync(JobStates.In(stage, JobPhases.Retry), message, fence: string.Empty);
        var pause = Math.Min(MostBlockedPause.TotalSeconds, Math.Max(1, input.RetryDelaySeconds) * Math.Pow(2, times));
        await PauseAsync(TimeSpan.FromSeconds(pause));
    }

    private async Task PauseAsync(TimeSpan time)
    {
        var due = context.CurrentUtcDateTime + time;
        while (!_mailbox.IsCancelled && due > context.CurrentUtcDateTime)
        {
            await _mailbox.WaitAsync(due - context.CurrentUtcDateTime);
        }
    }

    /// <summary>Records a failure, and waits before the next attempt.</summary>
    /// <returns>Whether there is no next attempt.</returns>
    private async Task<bool> FailAsync(string stage, StageOutcome outcome, int attempt, int maxAttempts)
    {
        // A failure that came while the operator cancelled the job is a cancellation too: nothing more is to be tried.
        var failure = _mailbox.IsCancelled ? StageOutcome.Cancelled : outcome;
        var error = new JobError(failure.Code!, failure.Detail ?? string.Empty);

        // An attempt that ends because its fence is gone, with the whole work folder perhaps, says "cancelled" too. That is no operator's wish.
        var isEnd = _mailbox.IsCancelled || attempt >= maxAttempts || !failure.IsTransient;
        if (!_mailbox.IsCancelled)
        {
            await _status.EnterAsync(
                JobStates.In(stage, error.Code == JobError.HeartbeatTimeout ? JobPhases.Timeout : JobPhases.Error),
                error.Detail,
                error,
                fence: string.Empty
            );
        }

        if (isEnd)
        {
            await _status.EnterAsync(JobStates.FailedIn(stage), error.Detail, error, fence: string.Empty);
            return true;
        }

        await _status.EnterAsync(JobStates.In(stage, JobPhases.Retry), $"attempt {attempt} of {maxAttempts} failed: {error.Detail}");
        await PauseAsync(TimeSpan.FromSeconds(input.RetryDelaySeconds * Math.Pow(2, attempt - 1)));
        return false;
    }

    private async Task RemoveWorkAsync()
    {
        try
        {
            await context.CallActivityAsync(Names.RemoveWork, input.JobKey);
        }
        catch (TaskFailedException)
        {
            // The job is done all the same, and gives its place to the next one; the janitor removes the folder.
        }
    }

    private void Notify(string kind, Slot? slot) =>
        context.SendEvent(Names.Admission, Names.AdmissionMessage, new AdmissionMessage(kind, input.JobKey, slot));
}
