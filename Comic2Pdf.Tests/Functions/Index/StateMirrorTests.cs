using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Index;

[Trait("Storage", "files")]
public sealed class StateMirrorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryStore _store = new();
    private readonly JobIndex _index = new();
    private readonly JsonFiles _files;
    private readonly StateMirror _mirror;

    public StateMirrorTests()
    {
        _files = new JsonFiles(_store, NullLogger<JsonFiles>.Instance);
        var counters = new EventCounters();
        var rejections = new RejectionJournal(_store, _index, counters, NullLogger<RejectionJournal>.Instance);
        var metrics = new Metrics(_index, rejections, counters, _time);
        _mirror = new StateMirror(_store, _files, _index, metrics, _time, NullLogger<StateMirror>.Instance);
        _index.MarkLoaded();
    }

    public void Dispose()
    {
        _mirror.Dispose();
        _store.Dispose();
    }

    [Theory]
    // The file's state and how many seconds it is older than the job, which is DONE; what is there afterwards.
    [InlineData("OCR_RUNNING", 1, "DONE")]
    [InlineData("OCR_RUNNING", 0, "DONE")]
    [InlineData("PREP_SUBMITTED", -1, "PREP_SUBMITTED")]
    public async Task Repair_StateOlderThanItsJob_IsWrittenAgain(string state, int seconds, string expected)
    {
        var now = _time.GetUtcNow();
        _index.Put(JobStatuses.In(JobStates.Done, now));
        await _store.WriteAsync(DataLayout.ClaimOf(JobStatuses.Key), "{}"u8.ToArray(), CancellationToken.None);
        await _mirror.WriteStateAsync(_index.Find(JobStatuses.Key)!.Job, CancellationToken.None);
        await _mirror.RepairAsync(all: false, CancellationToken.None);

        // What another process was about to write when it was suspended.
        var late = JobStatuses.In(state, now - TimeSpan.FromSeconds(seconds)).Job;
        await _files.WriteAsync(DataLayout.StateOf(JobStatuses.Key), late, CancellationToken.None);
        await _mirror.RepairAsync(all: false, CancellationToken.None);
        Assert.Equal(
            expected,
            (await _files.ReadAsync<JobRecord>(DataLayout.StateOf(JobStatuses.Key), CancellationToken.None)).Value!.State
        );
    }
}
