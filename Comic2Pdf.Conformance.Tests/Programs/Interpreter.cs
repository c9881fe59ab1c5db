using System.Collections.Concurrent;
using Comic2Pdf.Conformance.Tests.Engines;
using Microsoft.DurableTask;

namespace Comic2Pdf.Conformance.Tests.Programs;

/// <summary>Runs a generated orchestration. Its output is the log of what its steps gave.</summary>
internal sealed class Interpreter(TaskOrchestrationContext context)
{
    private const int Attempts = 3;
    private static readonly ConcurrentDictionary<string, int> Calls = new(StringComparer.Ordinal);

    public static void Register(FunctionSet functions) =>
        functions
            .Orchestrator<ProgramInput, string>("Program", RunAsync)
            .Orchestrator<string, string>("Program throws", (_, text) => throw new InvalidOperationException(text))
            .Orchestrator<Sending, string>(
                "Program sends",
                (context, sending) =>
                {
                    for (var i = 0; i < sending.Count; i++)
                    {
                        context.SendEvent(context.Parent!.InstanceId, sending.Event, i);
                    }

                    return Task.FromResult("sent");
                }
            )
            .Activity<int, int>("Program doubles", (_, n) => Task.FromResult(2 * n))
            .Activity<int, int>("Program fails", (_, n) => throw new InvalidDataException($"failed {n}"))
            .Activity<Failing, int>(
                "Program fails at first",
                (_, failing) =>
                {
                    var call = Calls.AddOrUpdate(failing.Key, 1, static (_, n) => n + 1);
                    return call <= failing.Failures ? throw new TimeoutException($"call {call}") : Task.FromResult(call);
                }
            );

    private static async Task<string> RunAsync(TaskOrchestrationContext context, ProgramInput program)
    {
        List<string> log = [.. program.Log, await new Interpreter(context).RunAsync(program.Root, $"{program.Generations}")];
        if (program.Generations > 0)
        {
            context.ContinueAsNew(program with { Generations = program.Generations - 1, Log = log });
        }

        return string.Join(" | ", log);
    }

    private async Task<string> RunAsync(Step step, string path) =>
        step.Kind switch
        {
            StepKind.Call => $"{await context.CallActivityAsync<int>("Program doubles", step.N)}",
            StepKind.CatchFailure => await CatchAsync(async () => $"{await context.CallActivityAsync<int>("Program fails", step.N)}"),
            StepKind.Fail => $"{await context.CallActivityAsync<int>("Program fails", step.N)}",
            StepKind.Throw => throw new InvalidOperationException($"thrown {step.N}"),
            StepKind.CallUnknown => await CatchAsync(async () => $"{await context.CallActivityAsync<int>("Program lacks this", step.N)}"),
            StepKind.Retry => await CatchAsync(() =>
                FailAtFirstAsync(step, path, new TaskOptions(new RetryPolicy(Attempts, TimeSpan.FromMilliseconds(1))))
            ),
            StepKind.RetryByHandler => await CatchAsync(() =>
                FailAtFirstAsync(step, path, TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < Attempts))
            ),
            StepKind.RetryChild => await CatchAsync(() =>
                context.CallSubOrchestratorAsync<string>(
                    "Program throws",
                    $"child {step.N}",
                    new TaskOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(1)))
                )
            ),
            StepKind.Timer => await SleepAsync(step.N),
            StepKind.Race => await RaceAsync(step, path),
            StepKind.WaitInVain => await WaitInVainAsync(step.N, path),
            StepKind.Window => $"{await WindowAsync(step.N)}",
            StepKind.Sequence => await SequenceAsync(step, path),
            StepKind.All => string.Join(" & ", await Task.WhenAll(step.Steps.Select((inner, i) => RunAsync(inner, $"{path}.{i}")))),
            StepKind.Child => await ChildAsync(step),
            StepKind.CatchChild => await CatchAsync(() => ChildAsync(step)),
            StepKind.Events => await EventsAsync(step.N, path),
            StepKind.Status => Show(step.N),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static async Task<string> CatchAsync(Func<Task<string>> call)
    {
        try
        {
            return await call();
        }
        catch (TaskFailedException e)
        {
            return $"<{e.TaskName} {e.FailureDetails.ErrorType} {e.FailureDetails.ErrorMessage}>";
        }
    }

    private async Task<string> FailAtFirstAsync(Step step, string path, TaskOptions options) =>
        $"attempt {await context.CallActivityAsync<int>("Program fails at first", new Failing($"{context.InstanceId}/{path}", step.N), options)}";

    private async Task<string> SleepAsync(int milliseconds)
    {
        await context.CreateTimer(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
        return "slept";
    }

    private async Task<string> RaceAsync(Step step, string path)
    {
        using var cancel = new CancellationTokenSource();
        var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
        var steps = SequenceAsync(step, path);
        var first = await Task.WhenAny(timer, steps);
        cancel.Cancel();
        return first == steps ? await steps : "timer";
    }

    private async Task<string> WaitInVainAsync(int milliseconds, string path)
    {
        try
        {
            return await context.WaitForExternalEvent<string>($"never {path}", TimeSpan.FromMilliseconds(milliseconds));
        }
        catch (OperationCanceledException)
        {
            return "in vain";
        }
    }

    private async Task<int> WindowAsync(int count)
    {
        var (sum, running) = (0, new List<Task<int>>());
        for (var i = 0; i < count || running.Count > 0; )
        {
            while (i < count && running.Count < 3)
            {
                running.Add(context.CallActivityAsync<int>("Program doubles", i++));
            }

            var done = await Task.WhenAny(running);
            running.Remove(done);
            sum += await done;
        }

        return sum;
    }

    private async Task<string> SequenceAsync(Step step, string path)
    {
        var log = new List<string>();
        for (var i = 0; i < step.Steps.Count; i++)
        {
            log.Add(await RunAsync(step.Steps[i], $"{path}.{i}"));
        }

        return string.Join("; ", log);
    }

    private async Task<string> ChildAsync(Step step) =>
        $"({await context.CallSubOrchestratorAsync<string>("Program", new ProgramInput(new(StepKind.Sequence, 0, step.Steps), 0, []))})";

    private async Task<string> EventsAsync(int count, string path)
    {
        var child = context.CallSubOrchestratorAsync<string>("Program sends", new Sending($"event {path}", count));
        var got = new List<int>();
        while (got.Count < count)
        {
            got.Add(await context.WaitForExternalEvent<int>($"event {path}"));
        }

        return $"{await child} {string.Join(' ', got)}";
    }

    private string Show(int number)
    {
        context.SetCustomStatus($"status {number}");
        return "shown";
    }

    private sealed record Failing(string Key, int Failures);

    private sealed record Sending(string Event, int Count);
}
