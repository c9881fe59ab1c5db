using Comic2Pdf.Conformance.Tests.App;
using Comic2Pdf.Conformance.Tests.Engines;
using Comic2Pdf.DurableTask.Sqlite.History;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Orchestrations;
using DurableTask.Core;
using DurableTask.Core.History;

namespace Comic2Pdf.Conformance.Tests.Histories;

/// <summary>Runs the app's orchestrations on the SQLite provider and writes their histories.</summary>
internal static class HistoryRecorder
{
    public static async Task RecordAsync(string folder)
    {
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var engine = (FrameworkEngine)await EngineSet.StartAsync(EngineKind.Sqlite);
        await Task.WhenAll(
            Enum.GetValues<JobScript>()
                .Select(async script =>
                {
                    var end = await new JobDriver(engine.Client, timeLimit.Token).RunAsync(script);
                    await WriteAsync(engine.Provider, end.InstanceId, Path.Combine(folder, $"{Names.Job}.{script}.json"));
                })
        );

        var admission = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            Names.Admission,
            new AdmissionState { Owner = "test" },
            timeLimit.Token
        );
        await AdmissionDriver.AskAsync(engine.Client, admission, "first", "second", timeLimit.Token);
        await AdmissionDriver.FillAsync(engine.Client, admission, AdmissionDriver.MessagesPerGeneration - 4, timeLimit.Token);
        await RecordAdmissionAsync("FirstGeneration", messages: AdmissionDriver.MessagesPerGeneration - 1);
        await AdmissionDriver.FillAsync(engine.Client, admission, 1, timeLimit.Token);
        await AdmissionDriver.AskAsync(engine.Client, admission, "first", "second", timeLimit.Token);
        await RecordAdmissionAsync("SecondGeneration", messages: 3);

        async Task RecordAdmissionAsync(string name, int messages)
        {
            await UntilAsync(
                async () => (await EventsAsync(engine.Provider, admission)).OfType<EventRaisedEvent>().Count() == messages,
                timeLimit.Token
            );
            await WriteAsync(engine.Provider, admission, Path.Combine(folder, $"{Names.Admission}.{name}.json"));
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken timeLimit)
    {
        while (!await condition())
        {
            await Task.Delay(20, timeLimit);
        }
    }

    private static async Task<IList<HistoryEvent>> EventsAsync(IOrchestrationServiceClient provider, string instanceId) =>
        HistoryJson.ReadEvents(await provider.GetOrchestrationHistoryAsync(instanceId, executionId: null));

    private static async Task WriteAsync(IOrchestrationServiceClient provider, string instanceId, string path)
    {
        var events = await EventsAsync(provider, instanceId);
        foreach (var scheduled in events.OfType<TaskScheduledEvent>())
        {
            // A replay compares names and numbers only, and inputs would make most of the file.
            scheduled.Input = null;
        }

        await File.WriteAllLinesAsync(
            path,
            [
                $"[{HistoryJson.Write(events[0])},",
                .. events.Skip(1).SkipLast(1).Select(e => $"{HistoryJson.Write(e)},"),
                $"{HistoryJson.Write(events[^1])}]",
            ]
        );
    }
}
