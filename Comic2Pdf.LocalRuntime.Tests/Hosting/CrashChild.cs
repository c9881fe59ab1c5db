using Comic2Pdf.LocalRuntime.History;
using Comic2Pdf.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using System.Diagnostics;
using System.Globalization;

namespace Comic2Pdf.LocalRuntime.Tests.Hosting;

/// <summary>
/// The process that the crash tests kill. It brings one orchestration to its end, starting it when it is not there, and kills itself with
/// SIGKILL at the n-th step: a step is each side of each commit, and each side of each activity.
/// </summary>
internal static class CrashChild
{
    public const string Verb = "crash-child";
    public const string KillAt = "C2P_KILL_AT";
    public const string Instance = "job";

    private static readonly int KillStep = int.Parse(Environment.GetEnvironmentVariable(KillAt) ?? "0", CultureInfo.InvariantCulture);
    private static string directory = "";
    private static int steps;

    public static async Task<int> RunAsync(string path)
    {
        directory = path;
        var options = new LocalFunctionsHostOptions { DataDirectory = path };
        options.FunctionTypes.Add(typeof(Functions));
        options.Http.Enabled = false;
        await using var host = LocalFunctionsHost.Create(options);
        await host.StartAsync();
        host.Services.GetRequiredService<HistoryWriter>().Probe = _ => Step();
        if (await host.Client.GetInstanceAsync(Instance) is null)
        {
            await host.Client.ScheduleNewOrchestrationInstanceAsync("Job", new StartOrchestrationOptions(Instance));
        }

        var waits = host.Services.GetRequiredService<Comic2Pdf.LocalRuntime.Engine.InstanceWaits>();
        while (true)
        {
            var change = waits.NextChange(Instance);
            var now = await host.Client.GetInstanceAsync(Instance, getInputsAndOutputs: true);
            if (now!.IsCompleted)
            {
                await File.WriteAllTextAsync(Path.Combine(path, "result.json"), now.SerializedOutput);
                await host.StopAsync();
                return now.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? 0 : 1;
            }

            if (now.ReadCustomStatusAs<string>() == "waiting")
            {
                await host.Client.RaiseEventAsync(Instance, "go", "event");
            }

            await change;
        }
    }

    private static void Step()
    {
        if (Interlocked.Increment(ref steps) == KillStep)
        {
            Process.GetCurrentProcess().Kill();
            // The signal is on its way; this thread does nothing more.
            new ManualResetEventSlim().Wait();
        }
    }

    internal static class Functions
    {
        [Function("Job")]
        public static async Task<Dictionary<string, string>> Job([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
            async Task Work(string name) => tokens[name] = await context.CallActivityAsync<string>("Work", name);

            await Work("a");
            await Task.WhenAll(Work("b"), Work("c"));
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            tokens["d"] = await context.CallSubOrchestratorAsync<string>("Child");
            context.SetCustomStatus("waiting");
            tokens["go"] = await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus("going");
            return tokens;
        }

        [Function("Child")]
        public static Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Work", "d");

        [Function("Work")]
        public static async Task<string> Work([ActivityTrigger] string name)
        {
            Step();
            var token = $"{name}-{Guid.NewGuid():N}";
            await File.AppendAllLinesAsync(Path.Combine(directory, $"runs-{name}.log"), [token]);
            Step();
            return token;
        }
    }
}
