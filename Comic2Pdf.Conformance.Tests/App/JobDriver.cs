using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.LocalRuntime.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>Starts a job and plays its world: the admission that grants it slots, and the operator who cancels it.</summary>
internal sealed class JobDriver(DurableTaskClient client, CancellationToken timeLimit)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Runs a job to its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(JobScript script)
    {
        var key = ScriptedActivities.NewKey(script);
        await client.ScheduleNewOrchestrationInstanceAsync(Names.Job, Input(key, script), new StartOrchestrationOptions(key), timeLimit);
        while (true)
        {
            var instance = (await client.GetInstanceAsync(key, getInputsAndOutputs: true, timeLimit))!;
            if (instance.IsCompleted)
            {
                return instance;
            }

            if (StatusOf(instance) is { } status)
            {
                await AnswerAsync(script, key, status);
            }

            await Task.Delay(50, timeLimit);
        }
    }

    public static JobStatus? StatusOf(OrchestrationMetadata instance) =>
        string.IsNullOrEmpty(instance.SerializedCustomStatus)
            ? null
            : DurableJson.Converter.Deserialize<JobStatus>(instance.SerializedCustomStatus);

    private async Task AnswerAsync(JobScript script, string key, JobStatus status)
    {
        var job = status.Job;
        if (job.State is "PREP_SUBMITTED" or "OCR_SUBMITTED")
        {
            await TellOnceAsync(
                status,
                script == JobScript.IsCancelledWhileWaiting ? new(JobSignal.Cancel) : new(JobSignal.Granted, SlotOf(script, status))
            );
        }
        else if (script == JobScript.IsCancelledWhileRunning && job.State == "OCR_RUNNING")
        {
            await TellOnceAsync(status, new(JobSignal.Cancel));
        }
        else if (script == JobScript.IsPaused && job is { State: "OCR_RUNNING", Pages.Done: 0 })
        {
            await TellOnceAsync(status, new(JobSignal.Paused, SlotOf(script, status)));
            ScriptedActivities.OpenGate(key);
        }

        if (job.Error is not null)
        {
            // What was held up ends only now that the job has given it up.
            ScriptedActivities.OpenGate(key);
        }
    }

    private static Slot SlotOf(JobScript script, JobStatus status)
    {
        var isAgain =
            script is JobScript.IsBlocked or JobScript.IsInterrupted or JobScript.IsInterruptedForGood
            && status.Transitions.Any(t => t.State == $"{status.Job.Stage}_RETRY");
        return new Slot(
            status.Job.Stage,
            $"{status.Run}-{(status.Job.Stage == JobStages.Prep ? "p" : "o")}{status.Job.Attempt}{(isAgain ? "b1" : "")}"
        );
    }

    private async Task TellOnceAsync(JobStatus status, JobSignal signal)
    {
        // The same again in another state is another message.
        if (_told.Add($"{status.Transitions.Count} {signal}"))
        {
            await client.RaiseEventAsync(status.Job.JobKey, Names.JobSignal, signal, timeLimit);
        }
    }

    private static JobInput Input(string key, JobScript script) =>
        new()
        {
            JobKey = key,
            FileName = "book.cbz",
            FileHash = "hash",
            Profile = JobProfile.FromJson(
                System.Text.Json.JsonSerializer.SerializeToElement(new { ocr = new { lang = "eng+fra", deskew = false } })
            ),
            SizeBytes = 1,
            WorkDir = "work",
            CreatedAt = "2026-11-29T00:00:00Z",
            MaxAttemptsPrep = 2,
            MaxAttemptsOcr = 2,
            FreeRestarts = script is JobScript.IsInterrupted or JobScript.IsInterruptedForGood ? 1 : 0,
            RetryDelaySeconds = script == JobScript.RetriesPrep ? 1 : 0,
        };
}
