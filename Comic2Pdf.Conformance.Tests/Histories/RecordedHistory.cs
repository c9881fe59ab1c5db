using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.LocalRuntime.Durable;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;

namespace Comic2Pdf.Conformance.Tests.Histories;

/// <summary>The history of an instance as an older version of the app made it: a JSON array of events, in the format of the SQLite provider.</summary>
internal sealed class RecordedHistory(IList<HistoryEvent> events)
{
    private static readonly DurableTaskShimFactory Shims = new(new DurableTaskWorkerOptions { DataConverter = DurableJson.Converter });

    public IList<HistoryEvent> Events => events;

    /// <summary>What was recorded of its end; null: it was open.</summary>
    public ExecutionCompletedEvent? End => events.OfType<ExecutionCompletedEvent>().SingleOrDefault();

    public static RecordedHistory Parse(string json) => new(HistoryJson.ReadEvents(json));

    /// <summary>Runs today's code over the history.</summary>
    /// <param name="orchestrators">Today's code.</param>
    /// <param name="news">What comes after the history.</param>
    /// <returns>What the code decides that the history does not have.</returns>
    public IReadOnlyList<OrchestratorAction> Replay(
        Func<TaskName, ITaskOrchestrator?> orchestrators,
        params IReadOnlyList<HistoryEvent> news
    )
    {
        var state = new OrchestrationRuntimeState([.. events]);
        foreach (var e in news)
        {
            state.AddEvent(e);
        }

        var name = new TaskName(state.Name);
        var shim = Shims.CreateOrchestration(
            name,
            orchestrators(name) ?? throw new InvalidOperationException($"The app has no orchestrator {name} any more.")
        );
        return
        [
            .. new TaskOrchestrationExecutor(state, shim, BehaviorOnContinueAsNew.Carryover, ErrorPropagationMode.UseFailureDetails)
                .Execute()
                .Actions,
        ];
    }
}
