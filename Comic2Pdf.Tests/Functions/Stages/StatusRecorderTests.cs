using System.Text;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions.Stages;

[Trait("Storage", "files")]
public sealed class StatusRecorderTests : IDisposable
{
    private static readonly string Fence = DataLayout.FenceOf(JobStatuses.Key, JobStages.Ocr);

    private readonly MemoryStore _store = new();
    private readonly JobIndex _index = new();
    private readonly EventCounters _counters = new();
    private readonly StateMirror _mirror;
    private readonly StatusRecorder _recorder;

    public StatusRecorderTests()
    {
        var files = new JsonFiles(_store, NullLogger<JsonFiles>.Instance);
        var metrics = new Metrics(
            _index,
            new RejectionJournal(_store, _index, _counters, NullLogger<RejectionJournal>.Instance),
            _counters,
            TimeProvider.System
        );
        _mirror = new StateMirror(_store, files, _index, metrics, TimeProvider.System, NullLogger<StateMirror>.Instance);
        _recorder = new StatusRecorder(
            _store,
            _index,
            _mirror,
            new Publisher(
                _store,
                files,
                new BookShelf(_store, NullLogger<BookShelf>.Instance),
                new SidecarFiles(_store, new AppSettings()),
                NullLogger<Publisher>.Instance
            ),
            new StageLog(_store, TimeProvider.System),
            new JobEvents(_counters),
            _counters,
            new NoticeOutbox(_store, new AppSettings(), TimeProvider.System, NullLogger<NoticeOutbox>.Instance),
            NullLogger<StatusRecorder>.Instance
        );
    }

    public void Dispose()
    {
        _mirror.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Record_OlderThanWhatIsKnown_ChangesNothing()
    {
        await _store.WriteAsync(DataLayout.ClaimOf(JobStatuses.Key), "{}"u8.ToArray(), CancellationToken.None);
        var status = JobStatuses.In(JobStates.OcrRunning, DateTimeOffset.UnixEpoch);
        await RecordAsync(new StatusUpdate(status with { Revision = 5 }, JobStages.Ocr, "run-o2"));
        await RecordAsync(new StatusUpdate(status with { Revision = 4 }, JobStages.Ocr, "run-o1"));
        Assert.Equal("run-o2", await TextAsync(Fence));
        Assert.Equal(5, _index.Find(JobStatuses.Key)!.Revision);

        // Again, and without a word about attempts.
        await RecordAsync(new StatusUpdate(status with { Revision = 6 }, null, null));
        Assert.Equal("run-o2", await TextAsync(Fence));
        await RecordAsync(new StatusUpdate(status with { Revision = 7 }, JobStages.Ocr, string.Empty));
        Assert.Equal(string.Empty, await TextAsync(Fence));
        Assert.Contains("OCR_RUNNING", await TextAsync(DataLayout.StateOf(JobStatuses.Key)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_FailedForGood_ArchiveIsInError()
    {
        await _store.WriteAsync(DataLayout.InputOf(JobStatuses.Key, "a.cbz"), "x"u8.ToArray(), CancellationToken.None);
        await RecordAsync(
            new StatusUpdate(
                JobStatuses.In(JobStates.ErrorOcr, DateTimeOffset.UnixEpoch, error: new JobError("x", "y")),
                JobStages.Ocr,
                string.Empty
            )
        );
        Assert.Contains(DataLayout.ErrorOf(JobStatuses.Key, "a.cbz"), _store.Names);

        // No claim: the work folder was removed, and no state.json is written into it.
        Assert.DoesNotContain(DataLayout.StateOf(JobStatuses.Key), _store.Names);
    }

    private Task RecordAsync(StatusUpdate update) => _recorder.RecordAsync(update, CancellationToken.None);

    private async Task<string?> TextAsync(string name) =>
        await _store.ReadAsync(name, CancellationToken.None) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
