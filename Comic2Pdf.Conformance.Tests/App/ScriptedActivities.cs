using System.Collections.Concurrent;
using Comic2Pdf.Conformance.Tests.Engines;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;

namespace Comic2Pdf.Conformance.Tests.App;

/// <summary>The app's orchestrators, and activities that answer as a job's script says. A job's key begins with its script.</summary>
internal static class ScriptedActivities
{
    private const int Pages = 20;

    // As the Functions host says it when a worker process is gone.
    private const string Killed = "Exited with code 137 (0x89)";

    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new(StringComparer.Ordinal);

    public static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<JobInput, string>(Names.Job, JobFunction.RunAsync)
            .Orchestrator<AdmissionState, object?>(
                Names.Admission,
                async (context, _) =>
                {
                    await AdmissionFunction.RunAsync(context);
                    return null;
                }
            )
            .Activity<StageWork, StageOutcome>(Names.Prep, (_, work) => PrepAsync(work))
            .Activity<StageWork, StageOutcome>(Names.PromotePrep, (_, _) => Task.FromResult(new StageOutcome { Path = "raw.pdf" }))
            .Activity<StageWork, StageOutcome>(Names.OcrChunk, (_, work) => ReadChunkAsync(work))
            .Activity<StageWork, StageOutcome>(Names.Finish, (_, work) => FinishAsync(work))
            .Activity<StageWork, StageOutcome>(Names.Publish, (_, _) => Task.FromResult(new StageOutcome { Path = "final.pdf" }))
            .Activity<StatusUpdate, object?>(Names.Record, (_, _) => Task.FromResult<object?>(null))
            .Activity<HeartbeatQuery, HeartbeatAnswer>(
                Names.CheckHeartbeat,
                (_, query) =>
                    Task.FromResult(
                        ScriptOf(query.JobKey) == JobScript.LosesItsHeartbeat && query.Stage == JobStages.Prep && IsFirst(query.Token)
                            ? new HeartbeatAnswer(IsStale: true, 600, 5)
                            : new(IsStale: false, 0, 60)
                    )
            )
            .Activity<string, object?>(Names.RemoveWork, (_, _) => Task.FromResult<object?>(null));

    public static string NewKey(JobScript script) => $"{script}__{Guid.NewGuid():N}";

    public static JobScript ScriptOf(string jobKey) => Enum.Parse<JobScript>(jobKey[..jobKey.IndexOf("__", StringComparison.Ordinal)]);

    /// <summary>Lets the activities of a job end that its script holds up.</summary>
    public static void OpenGate(string jobKey) => GateOf(jobKey).TrySetResult();

    private static TaskCompletionSource GateOf(string jobKey) =>
        Gates.GetOrAdd(jobKey, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static bool IsFirst(string token) => token.EndsWith('1');

    private static async Task<StageOutcome> PrepAsync(StageWork work)
    {
        var script = ScriptOf(work.JobKey);
        if (script == JobScript.LosesItsHeartbeat && IsFirst(work.Token))
        {
            await GateOf(work.JobKey).Task;
        }

        return script switch
        {
            JobScript.RetriesPrep when IsFirst(work.Token) => new()
            {
                Code = "disk_full",
                Detail = "no room",
                IsTransient = true,
            },
            JobScript.IsBlocked when work.Token.EndsWith("-p1", StringComparison.Ordinal) => new()
            {
                Code = "output_not_writable",
                Detail = "no room",
                IsTransient = true,
                IsBlocked = true,
            },
            JobScript.IsRefused => new() { Code = "not_an_archive", Detail = "this is no archive" },
            _ => new() { Pages = Pages },
        };
    }

    private static Task<StageOutcome> FinishAsync(StageWork work) =>
        ScriptOf(work.JobKey) == JobScript.IsInterruptedForGood
            ? throw new InvalidOperationException(Killed)
            : Task.FromResult(new StageOutcome { Skipped = [7] });

    private static async Task<StageOutcome> ReadChunkAsync(StageWork work)
    {
        var script = ScriptOf(work.JobKey);
        if (script == JobScript.IsInterrupted && work.First == 8 && work.Token.EndsWith("-o1", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(Killed);
        }

        if (script == JobScript.IsCancelledWhileRunning || (script == JobScript.IsPaused && work.First == 0))
        {
            await GateOf(work.JobKey).Task;
        }

        return script == JobScript.FailsInAChunk && work.First == 8
            ? new()
            {
                Code = "ocr_failed",
                Detail = "the reader has ended",
                IsTransient = true,
            }
            : new() { Pages = Math.Min(work.Count, Pages - work.First), Languages = "fra" };
    }
}
