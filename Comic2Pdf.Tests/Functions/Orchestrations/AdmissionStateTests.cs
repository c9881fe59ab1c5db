using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Orchestrations;

namespace Comic2Pdf.Tests.Functions.Orchestrations;

[Trait("Storage", "files")]
public sealed class AdmissionStateTests
{
    private readonly AdmissionState _state = new() { Limits = new AdmissionLimits(Prep: 2, Ocr: 1, InFlight: 3) };

    [Fact]
    public void Apply_Requests_AreGrantedInTheOrderOfAskingUpToTheLimit()
    {
        Assert.Equal(["a", "b", "", "", "c", "d"], [Request("a"), Request("b"), Request("c"), Request("d"), Release("a"), Leave("b")]);
        Assert.Equal(["c", "d"], _state.Held.Select(s => s.JobKey));
    }

    [Fact]
    public void Apply_RequestOfWhatIsHeld_IsGrantedAgain()
    {
        Assert.Equal(["a", "a"], [Request("a"), Request("a")]);
        Assert.Single(_state.Held);
    }

    [Fact]
    public void Apply_RequestOfWhatIsHeldWhileOthersWait_DoesNotLoseItsSlotToThem()
    {
        Assert.Equal(["a", "b", "", "a"], [Request("a"), Request("b"), Request("c"), Request("a")]);
        Assert.Equal(["a", "b"], _state.Held.Select(s => s.JobKey));
    }

    [Fact]
    public void Apply_RequestOfWhatWaits_KeepsItsPlace()
    {
        Assert.Equal(["a", "b", "", "", ""], [Request("a"), Request("b"), Request("c"), Request("d"), Request("c")]);
        Assert.Equal(["c", "d"], _state.Waiting.Select(s => s.JobKey));
    }

    [Fact]
    public void Apply_JobThatWaitsAndLeaves_IsNotGrantedASlotLater()
    {
        Assert.Equal(["a", "b", "", "", ""], [Request("a"), Request("b"), Request("c"), Leave("c"), Release("a")]);
        Assert.Equal(["a", "b"], _state.InFlight);
    }

    [Fact]
    public void Apply_RequestOfAnotherAttemptWhileTheOldOneWaits_ReplacesIt()
    {
        Assert.Equal(["a", "b", "", ""], [Request("a"), Request("b"), Request("c", "PREP.1"), Request("c", "PREP.2")]);
        Assert.Equal([new AdmissionSlot("c", new Slot("PREP", "2"))], _state.Waiting);
    }

    [Fact]
    public void Apply_RequestOfAnotherAttempt_GivesTheOldSlotBack()
    {
        Request("a", "PREP.1");
        Request("b");
        Assert.Equal("a", Request("a", "PREP.2"));
        Assert.Equal([new AdmissionSlot("b", new Slot("PREP", "1")), new AdmissionSlot("a", new Slot("PREP", "2"))], _state.Held);
    }

    [Fact]
    public void Apply_StagesHaveLimitsOfTheirOwn()
    {
        _state.Limits = _state.Limits with { InFlight = 9 };
        Assert.Equal(["a", "b", "c", "", ""], [Request("a"), Request("b"), Request("c", "OCR.1"), Request("d", "OCR.1"), Request("e")]);
        // The first that waits is of a stage that is full; the next one is not held up by it.
        Assert.Equal(["e", "d"], [Release("a"), Leave("c")]);
    }

    [Fact]
    public void Apply_JobsInFlight_AreLimitedUntilTheyLeave()
    {
        _state.Limits = new AdmissionLimits(Prep: 9, Ocr: 9, InFlight: 2);
        Assert.Equal(["a", "b", "", "", "c"], [Request("a"), Request("b"), Request("c"), Release("a"), Leave("a")]);
        // A job that is in flight already needs no second place.
        Assert.Equal("b", Request("b", "OCR.1"));
    }

    [Fact]
    public void Apply_NewLimits_CountAtOnce()
    {
        _state.Limits = new AdmissionLimits(1, 1, 9);
        Assert.Equal(["a", "", ""], [Request("a"), Request("b"), Request("c")]);
        Assert.Equal("b,c", Apply(new AdmissionMessage(AdmissionMessage.NewLimits, Limits: new AdmissionLimits(3, 1, 9))));
        Assert.Equal("", Apply(new AdmissionMessage(AdmissionMessage.NewLimits, Limits: new AdmissionLimits(1, 1, 9))));
        Assert.Equal(["", "", "d"], [Request("d"), Release("a") + Release("b"), Release("c")]);
    }

    [Fact]
    public void Apply_LowerLimitOfReading_TakesTheLatestSlotsBackAndGivesThemAgainFirst()
    {
        Limit(3);
        Assert.Equal(["a", "b", "c", ""], [Request("a", "OCR.1"), Request("b", "OCR.1"), Request("c", "OCR.1"), Request("d", "OCR.1")]);
        Assert.Equal("-b,-c", Limit(1));
        Assert.Equal(["a"], _state.Held.Select(s => s.JobKey));
        Assert.Equal(["b", "c", "d"], _state.Waiting.Select(s => s.JobKey));
        Assert.Equal(["", "b", "c,d"], [Request("b", "OCR.1"), Release("a"), Limit(3)]);
    }

    [Fact]
    public void Apply_LowerLimitOfPrep_TakesNothingBack()
    {
        Assert.Equal(["a", "b"], [Request("a"), Request("b")]);
        Assert.Equal("", Apply(new AdmissionMessage(AdmissionMessage.NewLimits, Limits: new AdmissionLimits(1, 1, 9))));
        Assert.Equal(2, _state.Held.Count);
    }

    [Theory]
    [InlineData("request", null, "PREP.1")]
    [InlineData("request", "a", null)]
    [InlineData("release", "unknown", null)]
    [InlineData("leave", "unknown", null)]
    [InlineData("limits", null, null)]
    [InlineData("nonsense", "a", "PREP.1")]
    public void Apply_WhatMakesNoSense_ChangesNothing(string kind, string? job, string? slot)
    {
        Request("b");
        Assert.Equal("", Apply(new AdmissionMessage(kind, job, Slot.Parse(slot))));
        Assert.Equal(("b", 0), (_state.Held.Single().JobKey, _state.Waiting.Count));
        Assert.Equal(["b"], _state.InFlight);
    }

    private string Request(string job, string slot = "PREP.1") =>
        Apply(new AdmissionMessage(AdmissionMessage.Request, job, Slot.Parse(slot)));

    private string Release(string job) => Apply(new AdmissionMessage(AdmissionMessage.Release, job));

    private string Leave(string job) => Apply(new AdmissionMessage(AdmissionMessage.Leave, job));

    private string Limit(int ocr) =>
        Apply(new AdmissionMessage(AdmissionMessage.NewLimits, Limits: new AdmissionLimits(Prep: 2, Ocr: ocr, InFlight: 9)));

    /// <summary>The jobs that are granted a slot because of it, and those that lose theirs, with a minus.</summary>
    private string Apply(AdmissionMessage message) =>
        string.Join(',', _state.Apply(message).Select(s => (s.Kind == JobSignal.Paused ? "-" : "") + s.Slot.JobKey));
}
