using System.Text;
using Comic2Pdf.LocalRuntime.Functions;
using Comic2Pdf.LocalRuntime.History;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// Runs one turn: replays the history through the orchestrator's code, feeds what is new, and says what came of it. It touches neither
/// disk nor clock; the same turns give the same outcome.
/// </summary>
internal sealed class OrchestrationExecutor(FunctionCatalog functions, DataConverter converter, ILoggerFactory loggers, ILogger logger)
{
    private const int MaxCustomStatusBytes = 16 * 1024;

    public TurnOutcome Run(
        InstanceRef instance, IReadOnlyList<List<HistoryEvent>> past, List<HistoryEvent> turn, Action reportLateViolation)
    {
        // Ends that come from outside do not ask the code, so they work for an instance whose code is broken, too.
        foreach (var message in turn)
        {
            switch (message)
            {
                case ExecutionTerminated terminated:
                    return TurnOutcome.Terminated(terminated.Output);
                case ExecutionAborted aborted:
                    return TurnOutcome.Failed(aborted.Failure);
            }
        }

        if (functions.FindOrchestrator(instance.Name) is not { } function)
        {
            return TurnOutcome.Failed(Failure.Of(new InvalidOperationException(
                $"The function '{instance.Name}' doesn't exist, is disabled, or is not an orchestrator function.")));
        }

        var loop = new OrchestratorLoop(reportLateViolation);
        return loop.Run(() => new Turn(instance, function, loop, converter, loggers, logger).Run(past, turn));
    }

    private sealed class Turn(
        InstanceRef instance, OrchestratorFunction function, OrchestratorLoop loop, DataConverter converter, ILoggerFactory loggers, ILogger logger)
    {
        private readonly ReplayContext context = new(instance, loop, converter, loggers);
        private readonly List<HistoryEvent> withheld = [];
        private Task<object?>? execution;
        private bool suspended;

        public TurnOutcome Run(IReadOnlyList<List<HistoryEvent>> past, List<HistoryEvent> turn)
        {
            try
            {
                context.Tasks.IsReplaying = true;
                foreach (var replayed in past)
                {
                    Feed(replayed);
                    context.Tasks.RequireNothingNew();
                }

                context.Tasks.IsReplaying = false;
                context.Tasks.ForgetTimersDone();
                Feed(turn);
                return Conclude();
            }
            catch (NonDeterministicOrchestrationException e)
            {
                logger.NonDeterministic(instance.Name, instance.Id, e);
                return TurnOutcome.Failed(Failure.Of(e));
            }
        }

        private void Feed(List<HistoryEvent> events)
        {
            foreach (var item in events)
            {
                Feed(item);
                loop.Drain();
            }
        }

        private void Feed(HistoryEvent item)
        {
            switch (item)
            {
                case TurnStarted started:
                    context.Tasks.Now = started.At;
                    break;
                case Decision decision:
                    context.Tasks.Confirm(decision);
                    break;
                case ExecutionSuspended:
                    suspended = true;
                    break;
                case ExecutionResumed:
                    suspended = false;
                    var waiting = withheld.ToArray();
                    withheld.Clear();
                    Feed([.. waiting]);
                    break;
                default:
                    if (suspended)
                    {
                        withheld.Add(item);
                    }
                    else
                    {
                        Apply(item);
                    }

                    break;
            }
        }

        private void Apply(HistoryEvent item)
        {
            switch (item)
            {
                case ExecutionStarted started:
                    context.SetInput(started.Input);
                    execution = ExecuteAsync(started.Input);
                    break;
                case TaskCompleted done:
                    context.Tasks.Complete(done.Id, done.Result);
                    break;
                case TaskFailed failed:
                    context.Tasks.Fail(failed.Id, failed.Failure);
                    break;
                case TimerFired fired:
                    context.Tasks.Fire(fired.Id);
                    break;
                case SubOrchestrationCompleted done:
                    context.Tasks.Complete(done.Id, done.Result);
                    break;
                case SubOrchestrationFailed failed:
                    context.Tasks.Fail(failed.Id, failed.Failure);
                    break;
                case EventRaised raised:
                    context.Events.Raise(raised);
                    break;
            }
        }

        private async Task<object?> ExecuteAsync(string? input)
        {
            var result = await function.InvokeAsync(context, input);
            // Ending on a foreign thread is the same error as calling the context from there.
            context.CheckThread();
            return result;
        }

        private TurnOutcome Conclude()
        {
            if (loop.IsViolated)
            {
                return IllegalAwaitFound();
            }

            if (!context.Tasks.Any && execution is { IsCompleted: true })
            {
                return Finish(execution);
            }

            // Nothing can ever wake it: it awaits something that is not ours.
            var asleep = execution is { IsCompleted: false } && !context.Tasks.Any && !context.Events.HasWaits;
            if (asleep && !suspended)
            {
                return IllegalAwaitFound();
            }

            return WithStatus(new(suspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running));
        }

        private TurnOutcome Finish(Task<object?> ended)
        {
            try
            {
                var output = ended.GetAwaiter().GetResult();
                return WithStatus(context.Next is { } next
                    ? new(OrchestrationRuntimeStatus.Running) { Next = new(next.Input, next.KeepEvents ? [.. context.Events.Kept] : []) }
                    : new(OrchestrationRuntimeStatus.Completed) { Output = converter.Serialize(output) });
            }
            catch (Exception e)
            {
                logger.OrchestrationFailed(instance.Name, instance.Id, e);
                return WithStatus(TurnOutcome.Failed(Failure.Of(e)));
            }
        }

        private TurnOutcome WithStatus(TurnOutcome outcome)
        {
            var status = converter.Serialize(context.CustomStatus);
            if (status is not null && Encoding.Unicode.GetByteCount(status) > MaxCustomStatusBytes)
            {
                var e = new InvalidOperationException(
                    $"The custom status must not exceed 16 KB as UTF-16 JSON; it has {Encoding.Unicode.GetByteCount(status) / 1024.0:0.0} KB.");
                logger.OrchestrationFailed(instance.Name, instance.Id, e);
                return TurnOutcome.Failed(Failure.Of(e));
            }

            return outcome with { SetsCustomStatus = true, CustomStatus = status, Decisions = context.Tasks.NewDecisions, TimersDone = [.. context.Tasks.TimersDone] };
        }

        private TurnOutcome IllegalAwaitFound()
        {
            logger.IllegalAwait(instance.Name, instance.Id);
            return TurnOutcome.Failed(IllegalAwait.Failure());
        }
    }
}
