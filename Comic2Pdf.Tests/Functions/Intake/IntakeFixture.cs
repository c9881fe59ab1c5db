using System.Text;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Index;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Functions.Notices;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>The use cases of intake on a store, a history and a clock in memory.</summary>
internal sealed class IntakeFixture : IDisposable
{
    private readonly RuntimeConfigStore _config;
    private readonly IntakeLock _lock = new();

    public IntakeFixture(StoreTraits? traits = null, Func<IStore, IStore>? hook = null)
    {
        Files = new MemoryStore(Time, traits);
        Store = hook?.Invoke(Files) ?? Files;
        History = new MemoryHistory(Time);
        var json = new JsonFiles(Store, NullLogger<JsonFiles>.Instance);
        _config = new RuntimeConfigStore(Settings, json);
        Index = new JobIndex();
        Journal = new RejectionJournal(Store, Index, new EventCounters(), NullLogger<RejectionJournal>.Instance);
        Jobs = new JobDirectory(Store, json, Time);
        Claims = new ClaimStore(Store, json);
        Duplicates = new DuplicateStore(Store, json, new NoticeOutbox(Store, Settings, Time, NullLogger<NoticeOutbox>.Instance), Time);
        var starter = new JobStarter(Settings, _config, Store, Time);
        var claimed = new ClaimedJobs(Store, Claims, starter);
        var factory = new ClaimFactory(Store, _config, Tools, Settings, starter, Time);
        Survey = new IntakeSurvey(Store, Claims, Jobs);
        SideMarks = new SideMarks(Store, json, new TickSteps(new LogLimit(Time), new EventCounters(), NullLogger<TickSteps>.Instance));
        Stuck = new StuckFiles(Store, json, NullLogger<StuckFiles>.Instance);
        Left = new LeftFiles(Journal, Time, NullLogger<LeftFiles>.Instance);
        SideFile = new SideFile(Store, SideMarks);
        Rejections = new Rejections(Store, json, Journal, Time, NullLogger<Rejections>.Instance);
        TakeFile = new TakeFile(
            _lock,
            Store,
            new InputCheck(Settings, Store, Disk),
            Rejections,
            factory,
            Survey,
            claimed,
            Duplicates,
            SideFile,
            SideMarks,
            Stuck,
            NullLogger<TakeFile>.Instance
        );
        ForgetJob = new ForgetJob(_lock, Store, Index, Rejections, new BookShelf(Store, NullLogger<BookShelf>.Instance));
        Rejected = new RejectedFiles(_lock, Store, json, Left);
        RequeueJob = new RequeueJob(_lock, Store, Claims, factory, claimed);
        RetryJob = new RetryJob(_lock, Store, Claims, factory, claimed);
        StartClaimedJobs = new StartClaimedJobs(
            _lock,
            Store,
            Claims,
            factory,
            claimed,
            starter,
            Jobs,
            Index,
            NullLogger<StartClaimedJobs>.Instance
        );
    }

    public static AppSettings Settings { get; } =
        new()
        {
            OcrLang = "eng",
            MaxInputSizeMb = 1,
            SettleSeconds = 0,
        };

    public static ToolVersions Tools { get; } =
        new(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["comic2pdf"] = "1" },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["tesseract"] = "5" },
            ["eng"]
        );

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public FakeDisk Disk { get; } = new();

    /// <summary>What is in the store.</summary>
    public MemoryStore Files { get; }

    /// <summary>The store as the app sees it.</summary>
    public IStore Store { get; }

    public MemoryHistory History { get; }

    public JobIndex Index { get; }

    public RejectionJournal Journal { get; }

    public JobDirectory Jobs { get; }

    public ClaimStore Claims { get; }

    public DuplicateStore Duplicates { get; }

    public IntakeSurvey Survey { get; }

    public TakeFile TakeFile { get; }

    public SideFile SideFile { get; }

    public SideMarks SideMarks { get; }

    public StuckFiles Stuck { get; }

    public LeftFiles Left { get; }

    public Rejections Rejections { get; }

    public RejectedFiles Rejected { get; }

    public RequeueJob RequeueJob { get; }

    public ForgetJob ForgetJob { get; }

    public RetryJob RetryJob { get; }

    public StartClaimedJobs StartClaimedJobs { get; }

    /// <summary>A small archive; another number, another content.</summary>
    public static byte[] Comic(int number = 0) => new ZipBuilder().Stored($"{number}.jpg", TinyImages.Jpeg(number)).Build();

    public Task WriteAsync(string name, byte[]? content = null) => Files.WriteAsync(name, content ?? Comic(), CancellationToken.None);

    public async Task<string?> TextAsync(string name) =>
        await Files.ReadAsync(name, CancellationToken.None) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Drops a file into in/ and takes it.</summary>
    public async Task<IntakeResult> DropAsync(string fileName, byte[]? content = null)
    {
        await WriteAsync($"in/{fileName}", content);
        return await TakeAsync(fileName);
    }

    /// <summary>Takes a file of in/.</summary>
    public Task<IntakeResult> TakeAsync(string fileName) =>
        TakeFile.RunAsync(History, new IntakeRequest($"in/{fileName}"), CancellationToken.None);

    /// <summary>A job that was taken in from in/a.cbz and has come to a state.</summary>
    public async Task<string> JobAsync(string state, byte[]? content = null)
    {
        var result = await DropAsync("a.cbz", content);
        Assert.Equal(IntakeKind.Accepted, result.Kind);
        History.Enter(result.JobKey!, state);
        return result.JobKey!;
    }

    public void Dispose()
    {
        Files.Dispose();
        _config.Dispose();
        _lock.Dispose();
    }

    internal sealed class FakeDisk : IDiskSpace
    {
        public long Free { get; set; } = long.MaxValue;

        public long FreeBytes(string path) => Free;
    }
}
