using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;

namespace Comic2Pdf.Tests.Functions.Index;

[Trait("Storage", "files")]
public sealed class JobEventsTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly EventCounters _counters = new();
    private readonly JobEvents _events;

    public JobEventsTests() => _events = new JobEvents(_counters);

    [Fact]
    public void Note_WholeLife_CountsEachChangeOnce()
    {
        Note(1, ("PREP_RUNNING", 0, null));
        Note(2, ("PREP_RUNNING", 0, null), ("PREP_ERROR", 5, "output_not_writable"));
        Note(3, ("PREP_RUNNING", 10, null), ("PREP_DONE", 14, null));
        Note(4, ("OCR_RUNNING", 20, null), ("DONE", 80, null));
        Note(4, ("OCR_RUNNING", 20, null), ("DONE", 80, null));
        Note(3, ("PREP_RUNNING", 10, null), ("PREP_DONE", 14, null));

        Assert.Equal((1, 0, 7, 2), (Of(EventNames.JobsDone), Of(EventNames.JobsError), Of(EventNames.Pages), Of(EventNames.PagesSkipped)));
        Assert.Equal([("output_not_writable", 1L)], _counters.ByLabel(EventNames.AttemptsFailed));
        Assert.Equal(
            [("OCR", 60.0), ("PREP", 4.0)],
            _counters.DurationsOf(EventNames.StageDuration).Select(d => (d.Label, d.Durations.Read().Sum))
        );
        Assert.Equal(80, _counters.DurationsOf(EventNames.JobDuration).Single().Durations.Read().Sum);
    }

    [Fact]
    public void Note_FailsAndRunsAgain_CountsBothRuns()
    {
        Note(7, ("ERROR_PREP", 5, "no_images"));
        _events.Note(Status(1, "second", [("ERROR_PREP", 9, "no_images")]));
        Assert.Equal(2, Of(EventNames.JobsError));
    }

    private long Of(string name) => _counters.Of(name);

    private void Note(int revision, params (string State, int At, string? Code)[] transitions) =>
        _events.Note(Status(revision, "first", transitions));

    private static JobStatus Status(int revision, string run, (string State, int At, string? Code)[] transitions)
    {
        var status = JobStatuses.In(transitions[^1].State, Start);
        return status with
        {
            Job = status.Job with { CreatedAt = Timestamp.Of(Start), Pages = new PageCount(7, 7), SkippedPages = [2, 3] },
            Transitions = [.. transitions.Select(t => new Transition(t.State, Timestamp.Of(Start.AddSeconds(t.At)), 1, t.Code))],
            Run = run,
            Revision = revision,
        };
    }
}
