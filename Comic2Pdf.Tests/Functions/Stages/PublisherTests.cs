using System.Text.Json;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions.Stages;

/// <summary>The last moves of a job; each may be done again after a crash in its middle.</summary>
[Trait("Storage", "files")]
public sealed class PublisherTests : IDisposable
{
    private static readonly StageWork Work = new(JobStatuses.Key, "a.cbz", "run-o1", "eng");
    private static readonly string Out = DataLayout.OutOf(JobStatuses.Key, "a.cbz", null);
    private static readonly string Final = DataLayout.WorkOf(JobStatuses.Key, "final.run-o1.pdf");
    private static readonly string Input = DataLayout.InputOf(JobStatuses.Key, "a.cbz");

    private readonly MemoryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Publish_Twice_IsOnePdfAndOneArchive()
    {
        await WriteAsync(Final, Input);
        var publisher = PublisherOf(_store);
        var first = await publisher.PublishAsync(Work, CancellationToken.None);
        Assert.Equal((true, $"memory:{Out}"), (first.IsSuccess, first.Path));
        Assert.Equal(first.Path, (await publisher.PublishAsync(Work, CancellationToken.None)).Path);
        Assert.Equal(["archive/a.cbz", Out], _store.Names);
    }

    [Fact]
    public async Task Publish_ArchiveFromASubfolder_KeepsTheFolderInOutAndInArchive()
    {
        await WriteAsync(Final, Input);
        var published = await PublisherOf(_store).PublishAsync(Work with { Folder = "Series/Volume 1" }, CancellationToken.None);
        Assert.Equal($"memory:out/Series/Volume 1/a__job-{JobStatuses.Key}.pdf", published.Path);
        Assert.Equal(["archive/Series/Volume 1/a.cbz", $"out/Series/Volume 1/a__job-{JobStatuses.Key}.pdf"], _store.Names);
    }

    [Fact]
    public async Task Publish_OverTheResultOfAnEarlierRun_ReplacesIt()
    {
        await WriteAsync(Out, Final, Input, "archive/a.cbz");
        await _store.WriteAsync(Final, "new"u8.ToArray(), CancellationToken.None);
        Assert.True((await PublisherOf(_store).PublishAsync(Work, CancellationToken.None)).IsSuccess);
        Assert.Equal("new"u8.ToArray(), await _store.ReadAsync(Out, CancellationToken.None));
        Assert.Equal(["archive/a (2).cbz", "archive/a.cbz", Out], _store.Names);
    }

    [Fact]
    public async Task Publish_NothingThere_IsAFailureAndAFaultOfTheStoreIsThrown()
    {
        await WriteAsync(Input);
        var gone = await PublisherOf(_store).PublishAsync(Work, CancellationToken.None);
        Assert.Equal(("output_not_writable", true), (gone.Code, gone.IsTransient));
        await Assert.ThrowsAsync<IOException>(() =>
            PublisherOf(HookedStore.Of(_store, (method, _) => throw new IOException($"{method}: the disk is full")))
                .PublishAsync(Work, CancellationToken.None)
        );
        Assert.Equal([Input], _store.Names);
    }

    [Fact]
    public async Task MoveToError_ArchiveThatHasChanged_GoesBackToIn()
    {
        await WriteAsync(Input);
        var job = JobStatuses.In(JobStates.ErrorPrep, DateTimeOffset.UnixEpoch, error: new JobError("input_changed", "says the test")).Job;
        await PublisherOf(_store).MoveToErrorAsync(job, CancellationToken.None);
        await PublisherOf(_store).MoveToErrorAsync(job, CancellationToken.None);
        Assert.Equal([DataLayout.ErrorOf(job.JobKey, "state.json"), "in/a.cbz"], _store.Names);
    }

    [Fact]
    public async Task MoveToError_Twice_IsTheArchiveWithItsStateAndNoHalfPdf()
    {
        await WriteAsync(Input, Final, DataLayout.RawOf(JobStatuses.Key), DataLayout.ClaimOf(JobStatuses.Key));
        var job = JobStatuses.In(JobStates.ErrorOcr, DateTimeOffset.UnixEpoch, error: new JobError("pdf_invalid", "says the test")).Job;
        await PublisherOf(_store).MoveToErrorAsync(job, CancellationToken.None);
        await PublisherOf(_store).MoveToErrorAsync(job, CancellationToken.None);
        string[] left =
        [
            DataLayout.ErrorOf(job.JobKey, "a.cbz"),
            DataLayout.ErrorOf(job.JobKey, "state.json"),
            DataLayout.ClaimOf(job.JobKey),
            DataLayout.RawOf(job.JobKey),
        ];
        Assert.Equal(left.Order(StringComparer.Ordinal), _store.Names);
        var state = JsonSerializer.Deserialize<JobRecord>(
            await _store.ReadAsync(DataLayout.ErrorOf(job.JobKey, "state.json"), CancellationToken.None),
            Json.Options
        )!;
        Assert.Equal("pdf_invalid", state.Error!.Code);
    }

    [Fact]
    public async Task MoveToError_ArchiveCalledAsTheStateFile_BothAreKept()
    {
        await WriteAsync(DataLayout.InputOf(JobStatuses.Key, "state.json"));
        var job = JobStatuses.In(JobStates.ErrorPrep, DateTimeOffset.UnixEpoch, error: new JobError("no_images", "says the test")).Job with
        {
            InputFile = "state.json",
        };
        await PublisherOf(_store).MoveToErrorAsync(job, CancellationToken.None);
        Assert.Equal([$"error/{job.JobKey}/state (2).json", $"error/{job.JobKey}/state.json"], _store.Names);
        Assert.Equal("x"u8.ToArray(), await _store.ReadAsync($"error/{job.JobKey}/state (2).json", CancellationToken.None));
    }

    [Fact]
    public async Task RemoveWork_ArchiveWhereOlderVersionsHadIt_IsKept()
    {
        await WriteAsync(DataLayout.ClaimOf(JobStatuses.Key), $"work/{JobStatuses.Key}/input/a.cbz");
        await PublisherOf(_store).RemoveWorkAsync(JobStatuses.Key, CancellationToken.None);
        Assert.Equal([Input], _store.Names);
    }

    private static Publisher PublisherOf(IStore store) =>
        new(
            store,
            new JsonFiles(store, NullLogger<JsonFiles>.Instance),
            new BookShelf(store, NullLogger<BookShelf>.Instance),
            new SidecarFiles(store, new AppSettings()),
            NullLogger<Publisher>.Instance
        );

    private async Task WriteAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _store.WriteAsync(name, "x"u8.ToArray(), CancellationToken.None);
        }
    }
}
