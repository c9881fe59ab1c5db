using Comic2Pdf.Conformance.Tests.App;
using Comic2Pdf.Conformance.Tests.Scenarios;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Orchestrations;
using Comic2Pdf.LocalRuntime.Durable;
using Comic2Pdf.Tests.Fixtures;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;

namespace Comic2Pdf.Conformance.Tests.Histories;

/// <summary>
/// Today's orchestrators make the decisions that recorded histories have. When one of these fails, instances that are open at an update would fail with
/// NonDeterministicOrchestrationException: docs/azure.md, "Changing orchestrators", says what is to be done then.
/// </summary>
public sealed class HistoryTests
{
    private const string FirstGeneration = "Admission.FirstGeneration";
    private const string SecondGeneration = "Admission.SecondGeneration";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Histories");

    private static IEnumerable<string> Files { get; } =
        Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static TheoryData<string> Recorded { get; } = [.. Files];

    [Fact]
    public void Recorded_Histories_AreOfEveryScript() =>
        Assert.Equal(
            [
                .. Enum.GetNames<JobScript>()
                    .Select(s => $"{Names.Job}.{s}")
                    .Append(FirstGeneration)
                    .Append(SecondGeneration)
                    .Order(StringComparer.Ordinal),
            ],
            Files
        );

    [Theory, MemberData(nameof(Recorded))]
    public async Task Replay_OfARecordedHistory_MakesItsDecisions(string name)
    {
        var history = await LoadAsync(name);

        var actions = history.Replay(Catalog.Functions.FindOrchestrator);

        if (history.End is { } end)
        {
            var complete = Assert.IsType<OrchestrationCompleteOrchestratorAction>(Assert.Single(actions));
            Assert.Equal((end.OrchestrationStatus, end.Result), (complete.OrchestrationStatus, complete.Result));
        }
        else
        {
            Assert.Empty(actions);
        }
    }

    [Fact]
    public async Task Replay_OfTheAdmissionsLastMessage_BeginsAGeneration()
    {
        var history = await LoadAsync(FirstGeneration);
        var limits = DurableJson.Converter.Serialize(new AdmissionMessage(AdmissionMessage.NewLimits, Limits: new(2, 2, 2)));

        var actions = history.Replay(
            Catalog.Functions.FindOrchestrator,
            new OrchestratorStartedEvent(-1),
            new EventRaisedEvent(-1, limits) { Name = Names.AdmissionMessage }
        );

        var next = Assert.Single(actions.OfType<OrchestrationCompleteOrchestratorAction>());
        Assert.Equal(OrchestrationStatus.ContinuedAsNew, next.OrchestrationStatus);
        Assert.Equal("test", DurableJson.Converter.Deserialize<AdmissionState>(next.Result)!.Owner);
    }

    [Fact]
    public async Task Replay_OfAHistoryOfOtherCode_IsSeen()
    {
        var history = await LoadAsync($"{Names.Job}.{JobScript.Succeeds}");
        history.Events.OfType<TaskScheduledEvent>().First(e => e.Name == Names.Prep).Name = "AnotherName";

        var actions = history.Replay(Catalog.Functions.FindOrchestrator);

        var complete = Assert.Single(actions.OfType<OrchestrationCompleteOrchestratorAction>());
        Assert.EndsWith("NonDeterministicOrchestrationException", complete.FailureDetails!.ErrorType, StringComparison.Ordinal);
    }

    // Comic2Pdf.Conformance.Tests -explicit only -method '*Record_AllHistories*'
    [Fact(Explicit = true)]
    public Task Record_AllHistories() =>
        HistoryRecorder.RecordAsync(Path.Combine(Repository.Root, "Comic2Pdf.Conformance.Tests/Histories"));

    private static async Task<RecordedHistory> LoadAsync(string name) =>
        RecordedHistory.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.json")));
}
