using System.Text.Json;
using Comic2Pdf.Functions.Contracts;

namespace Comic2Pdf.Tests.Functions.Contracts;

[Trait("Storage", "files")]
public sealed class StageOutcomeTests
{
    [Fact]
    public void IsSuccess_WithoutACode()
    {
        Assert.True(new StageOutcome { Pages = 3 }.IsSuccess);
        Assert.False(StageOutcome.Failed("disk_full", "no room", isTransient: true).IsSuccess);
        Assert.False(StageOutcome.Cancelled.IsSuccess);
        Assert.False(StageOutcome.TimedOut(3).IsSuccess);
    }

    [Fact]
    public void Failed_LongDetail_IsCutAsAStatusMustStaySmall()
    {
        Assert.Equal(240, StageOutcome.Failed("x", new string('a', 241), isTransient: false).Detail!.Length);
        Assert.Equal(240, StageOutcome.Failed("x", new string('a', 240), isTransient: false).Detail!.Length);
    }

    [Fact]
    public void Outcomes_OfTheOrchestration_HaveTheirCodes()
    {
        Assert.Equal(
            ("cancelled", "stopped by the operator", false),
            (StageOutcome.Cancelled.Code, StageOutcome.Cancelled.Detail, StageOutcome.Cancelled.IsTransient)
        );
        var late = StageOutcome.TimedOut(600.4);
        Assert.Equal(("heartbeat_timeout", "no heartbeat for 600 s", true), (late.Code, late.Detail, late.IsTransient));
    }

    [Fact]
    public void Json_AsRecordedByEarlierVersions_IsRead()
    {
        var outcome = JsonSerializer.Deserialize<StageOutcome>(
            "{\"Code\":null,\"Detail\":null,\"IsTransient\":false,\"IsTimeout\":false,\"IsCancelled\":false,\"Pages\":20,\"Languages\":\"fra\",\"Skipped\":[7],\"Path\":\"raw.pdf\"}"
        )!;
        Assert.True(outcome.IsSuccess);
        Assert.Equal((20, "fra", "raw.pdf", 7), (outcome.Pages, outcome.Languages, outcome.Path, outcome.Skipped.Single()));
    }
}
