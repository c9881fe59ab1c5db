using System.Collections.Concurrent;
using System.Threading.Channels;
using Comic2Pdf.LocalRuntime.History;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.LocalRuntime.Engine;

/// <summary>
/// Turns commits into work: messages wake instances, turns decide, commits carry the decisions out. It holds nothing in memory for an
/// instance that has nothing to do, but for the histories of some that may soon go on.
/// </summary>
internal sealed class OrchestrationEngine : IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, InstanceActor> actors = new();
    private readonly Channel<InstanceActor> ready = Channel.CreateUnbounded<InstanceActor>();
    private readonly CancellationTokenSource stopping = new();
    private readonly OrchestrationExecutor executor;
    private readonly HistoryWriter writer;
    private readonly HistoryReader reader;
    private readonly ActivityDispatcher activities;
    private readonly DurableTimers timers;
    private readonly EngineOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private Task[] runners = [];

    public OrchestrationEngine(
        OrchestrationExecutor executor, HistoryWriter writer, HistoryReader reader, ActivityDispatcher activities, EngineOptions options,
        TimeProvider time, ILogger logger)
    {
        this.executor = executor;
        this.writer = writer;
        this.reader = reader;
        this.activities = activities;
        this.options = options;
        this.time = time;
        this.logger = logger;
        timers = new DurableTimers(time, Fire);
    }

    public InstanceWaits Waits { get; } = new();

    /// <summary>Instances in memory, for the tests of what finished ones cost.</summary>
    public int InMemory => actors.Count;

    public int TimersInMemory => timers.Count;

    /// <summary>Takes up what is on disk, and then whatever comes.</summary>
    public void Start(DurableTaskClient client)
    {
        var pending = reader.Pending();
        logger.Resuming(pending.Messages.Count, pending.Activities.Count, pending.Timers.Count);
        pending.Messages.ForEach(m => Post(m.Instance, m.Message));
        pending.Activities.ForEach(activities.Add);
        pending.Timers.ForEach(timers.Set);
        writer.Committed = Apply;
        activities.Start(client);
        runners = [.. Enumerable.Range(0, options.MaxConcurrentOrchestrators).Select(_ => Task.Run(RunAsync))];
    }

    /// <summary>No new turn begins; what those that run have decided is with the writer; activities get the time that the token gives them.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        timers.Dispose();
        await stopping.CancelAsync();
        ready.Writer.TryComplete();
        await Task.WhenAll(runners);
        await activities.StopAsync(patience);
    }

    public void Dispose()
    {
        timers.Dispose();
        stopping.Dispose();
    }

    private void Apply(CommitEffects effects)
    {
        foreach (var key in effects.Ended)
        {
            if (actors.TryRemove(key, out var actor))
            {
                actor.Drop();
            }
        }

        effects.ActivitiesDropped.ForEach(activities.Drop);
        effects.TimersCleared.ForEach(timers.Clear);
        effects.TimersSet.ForEach(timers.Set);
        effects.Activities.ForEach(activities.Add);
        effects.Delivered.ForEach(d => Post(d.Instance, d.Message));
        effects.Changed.ForEach(Waits.Changed);
    }

    private void Post(InstanceRef instance, InboxMessage message)
    {
        while (true)
        {
            var actor = actors.GetOrAdd(instance.Key, static (_, i) => new InstanceActor(i), instance);
            if (actor.TryPost(message, out var wake))
            {
                if (wake)
                {
                    ready.Writer.TryWrite(actor);
                }

                return;
            }

            actors.TryRemove(new(instance.Key, actor));
        }
    }

    private void Fire(DurableTimer timer)
    {
        if (timer.Task == HistoryStatements.DelayedStart)
        {
            _ = WriteUntilDoneAsync((statements, effects) => statements.StartDelayed(timer.Key, effects));
        }
        else if ((actors.GetValueOrDefault(timer.Key)?.Instance ?? reader.Instance(timer.Key)) is { } instance)
        {
            Post(instance, new InboxMessage(0, new TimerFired(timer.Task)));
        }
    }

    private async Task RunAsync()
    {
        await foreach (var actor in ready.Reader.ReadAllAsync())
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var messages = actor.Take();
            try
            {
                RunTurn(actor, messages);
            }
            catch (Exception e)
            {
                // The history could not be read, or there is a defect here. The instance is not lost, and it is not silent.
                logger.TurnBroken(actor.Instance.Name, actor.Instance.Id, e);
                _ = TryAgainAsync(actor, messages);
            }
        }
    }

    private void RunTurn(InstanceActor actor, List<InboxMessage> messages)
    {
        var past = actor.Turns ??= reader.Turns(actor.Instance.Key);
        var turn = Assemble(messages, isFirst: past.Count == 0);
        if (turn is null)
        {
            if (actor.ReleaseWaiting(messages))
            {
                ready.Writer.TryWrite(actor);
            }

            return;
        }

        var key = actor.Instance.Key;
        var outcome = executor.Run(actor.Instance, past, turn, () => Abort(key));
        turn.AddRange(outcome.Decisions);
        var commit = new TurnCommit(actor.Instance)
        {
            Turn = past.Count,
            Events = turn,
            ConsumedUpTo = messages.Max(static m => m.Number),
            Status = outcome.Status,
            Decisions = outcome.Decisions,
            TimersDone = outcome.TimersDone,
            SetsCustomStatus = outcome.SetsCustomStatus,
            CustomStatus = outcome.CustomStatus,
            Output = outcome.Output,
            Failure = outcome.Failure,
            Next = outcome.Next,
        };
        _ = CommitAsync(actor, commit, messages);
    }

    /// <summary>The start of an instance comes first, whatever was sent to it before; without it there is no turn yet, unless the instance is to end.</summary>
    private List<HistoryEvent>? Assemble(List<InboxMessage> messages, bool isFirst)
    {
        List<HistoryEvent> turn = [new TurnStarted(time.GetUtcNow().UtcDateTime)];
        turn.AddRange(messages.Select(static m => m.Event).OrderBy(static e => e is not ExecutionStarted));
        return !isFirst || turn.Exists(static e => e is ExecutionStarted or ExecutionTerminated or ExecutionAborted) ? turn : null;
    }

    private async Task CommitAsync(InstanceActor actor, TurnCommit commit, List<InboxMessage> messages)
    {
        try
        {
            var applied = await writer.WriteAsync((statements, effects) => statements.Commit(commit, effects));
            if (applied && !commit.IsFinished)
            {
                Continue(actor, commit);
            }
        }
        catch (Exception e)
        {
            logger.TurnNotRecorded(actor.Instance.Name, actor.Instance.Id, e);
            await TryAgainAsync(actor, messages);
        }
    }

    private async Task TryAgainAsync(InstanceActor actor, List<InboxMessage> messages)
    {
        actor.Turns = null;
        actor.PutBack(messages);
        await Task.Delay(RetryPause, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ready.Writer.TryWrite(actor);
    }

    private void Continue(InstanceActor actor, TurnCommit commit)
    {
        if (commit.Next is null)
        {
            actor.Turns!.Add(commit.Events);
        }
        else
        {
            actor.Turns = [];
        }

        if (actor.Release())
        {
            ready.Writer.TryWrite(actor);
        }
        else if (actors.Count > options.MaxInstancesInMemory && actor.TryDrop())
        {
            actors.TryRemove(new(actor.Instance.Key, actor));
        }
    }

    private void Abort(long key)
    {
        logger.LateIllegalAwait(key);
        _ = WriteUntilDoneAsync((statements, effects) => statements.Abort(key, IllegalAwait.Failure(), effects));
    }

    /// <summary>Writes what nobody waits for and nobody else would try again.</summary>
    private async Task WriteUntilDoneAsync(Func<HistoryStatements, CommitEffects, bool> work)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await writer.WriteAsync(work);
                return;
            }
            catch (Exception)
            {
                // The writer has logged it.
                await Task.Delay(RetryPause, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
