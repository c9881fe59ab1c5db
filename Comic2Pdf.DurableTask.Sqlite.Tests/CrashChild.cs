using System.Diagnostics;
using System.Globalization;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using DurableTask.Core;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

/// <summary>
/// The process that the crash tests kill. It brings one orchestration to its end, starting it when it is not there, and kills itself with
/// SIGKILL at the n-th step: a step is each side of each commit, and each side of each activity.
/// </summary>
internal static class CrashChild
{
    public const string Verb = "crash-child";
    public const string KillAt = "C2P_KILL_AT";

    private static readonly int KillStep = int.Parse(Environment.GetEnvironmentVariable(KillAt) ?? "0", CultureInfo.InvariantCulture);
    private static int _steps;

    public static async Task<int> RunAsync(string directory)
    {
        await using var hub = new TestHub(directory)
            .On(
                "Job",
                static async (context, _, self) =>
                {
                    var tokens = new List<string> { await context.ScheduleTask<string>("Work", "", "a") };
                    tokens.AddRange(
                        await Task.WhenAll(context.ScheduleTask<string>("Work", "", "b"), context.ScheduleTask<string>("Work", "", "c"))
                    );
                    await context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(1), true);
                    tokens.Add(await context.CreateSubOrchestrationInstance<string>("Child", "", "d"));
                    self.Status = "waiting";
                    tokens.Add(await self.Event("go"));
                    self.Status = "going";
                    return string.Join('\n', tokens);
                }
            )
            .On("Child", static async (context, input, _) => $"\"{await context.ScheduleTask<string>("Work", "", "d")}\"")
            .Activity(
                "Work",
                async input =>
                {
                    Step();
                    var name = input.Trim('[', ']', '"');
                    var token = $"{name}-{Guid.NewGuid():N}";
                    await File.AppendAllLinesAsync(Path.Combine(directory, $"runs-{name}.log"), [token]);
                    Step();
                    return $"\"{token}\"";
                }
            );
        hub.Service.Database.Writer.Probe = static _ => Step();
        await hub.StartAsync();
        if ((await hub.Service.GetOrchestrationStateAsync("job", allExecutions: false)).Count == 0)
        {
            await hub.CreateAsync("Job", "job");
        }

        while (true)
        {
            var change = hub.Service.NextChangeAsync("job");
            var now = (await hub.Service.GetOrchestrationStateAsync("job", null))!;
            if (now.OrchestrationStatus is not (OrchestrationStatus.Pending or OrchestrationStatus.Running))
            {
                await File.WriteAllTextAsync(Path.Combine(directory, "result"), now.Output);
                return now.OrchestrationStatus == OrchestrationStatus.Completed ? 0 : 1;
            }

            if (now.Status == "waiting")
            {
                await hub.Client.RaiseEventAsync(new() { InstanceId = "job" }, "go", "event");
            }

            await change;
        }
    }

    private static void Step()
    {
        if (Interlocked.Increment(ref _steps) == KillStep)
        {
            Process.GetCurrentProcess().Kill();
            // The signal is on its way; this thread does nothing more.
            new ManualResetEventSlim().Wait();
        }
    }
}
