using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Intake;

[Trait("Storage", "files")]
public sealed class FolderScannerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(IntakeFixture.Settings.PollIntervalMs);

    [Fact]
    public async Task Scan_FileThatGrows_IsTakenWhenItHasStopped()
    {
        using var intake = new IntakeFixture();
        var scanner = Scanner(intake);
        var content = IntakeFixture.Comic();
        for (var length = 1; length <= 4; length++)
        {
            await intake.WriteAsync("in/a.cbz", content[..(content.Length * length / 4)]);
            await ScanAsync(intake, scanner);
            Assert.Empty(intake.History.Started);
        }

        // Half an interval after the last look nothing can be said yet.
        await ScanAsync(intake, scanner, Interval / 2);
        Assert.Empty(intake.History.Started);
        await ScanAsync(intake, scanner, Interval / 2);
        Assert.Equal(2, intake.History.Started.Count);
        Assert.DoesNotContain("in/a.cbz", intake.Files.Names);
    }

    [Fact]
    public async Task Scan_StoreWithWholeFiles_TakesAtTheFirstLook()
    {
        using var intake = new IntakeFixture(MemoryStore.Shared);
        await intake.WriteAsync("in/a.cbz");
        await ScanAsync(intake, Scanner(intake));
        Assert.Equal(2, intake.History.Started.Count);
    }

    [Fact]
    public async Task Scan_CopyThatStallsForFiveSeconds_IsLeftAlone()
    {
        using var intake = new IntakeFixture();
        var scanner = new FolderScanner(
            intake.Store,
            new AppSettings { SettleSeconds = 6 },
            intake.TakeFile,
            intake.Stuck,
            intake.Left,
            intake.Time,
            NullLogger<FolderScanner>.Instance
        );
        var content = IntakeFixture.Comic();
        await intake.WriteAsync("in/a.cbz", content[..50]);
        for (var seconds = 0; seconds < 6; seconds++)
        {
            await ScanAsync(intake, scanner);
        }

        await intake.WriteAsync("in/a.cbz", content);
        for (var seconds = 0; seconds < 6; seconds++)
        {
            await ScanAsync(intake, scanner);
            Assert.Empty(intake.History.Started);
        }

        await ScanAsync(intake, scanner);
        Assert.Equal(2, intake.History.Started.Count);
    }

    [Fact]
    public async Task Scan_FileOpenForWriting_IsLeftAloneUntilItIsClosed()
    {
        var isOpen = true;
        using var intake = new IntakeFixture(hook: store => OpenStore.Of(store, () => isOpen));
        var scanner = Scanner(intake);
        await intake.WriteAsync("in/a.cbz");
        for (var i = 0; i < 5; i++)
        {
            await ScanAsync(intake, scanner);
        }

        Assert.Empty(intake.History.Started);
        isOpen = false;
        await ScanAsync(intake, scanner);
        Assert.Equal(2, intake.History.Started.Count);
    }

    [Fact]
    public async Task Scan_ClockSetBackByWeeks_StallsNothing()
    {
        var clock = new JumpingClock(new FakeTimeProvider());
        using var intake = new IntakeFixture();
        var scanner = new FolderScanner(
            intake.Store,
            IntakeFixture.Settings,
            intake.TakeFile,
            intake.Stuck,
            intake.Left,
            clock,
            NullLogger<FolderScanner>.Instance
        );
        await intake.WriteAsync("in/a.cbz");
        await scanner.ScanAsync(intake.History, CancellationToken.None);
        clock.Jump = TimeSpan.FromDays(-30);
        clock.Inner.Advance(Interval);
        await scanner.ScanAsync(intake.History, CancellationToken.None);
        Assert.Equal(2, intake.History.Started.Count);
    }

    [Theory]
    [InlineData("a.cbz.crdownload")]
    [InlineData("~$a.cbz")]
    [InlineData("a.cbz.part")]
    [InlineData("a.cbz.TMP")]
    [InlineData(".a.cbz")]
    public async Task Scan_UnfinishedOrHiddenFile_IsLeftAloneUntilRenamed(string name)
    {
        using var intake = new IntakeFixture();
        var scanner = Scanner(intake);
        await intake.WriteAsync($"in/{name}");
        await ScanAsync(intake, scanner);
        await ScanAsync(intake, scanner);
        Assert.Equal([$"in/{name}"], intake.Files.Names);
        await intake.Files.MoveAsync($"in/{name}", "in/a.cbz", overwrite: false, CancellationToken.None);
        await ScanAsync(intake, scanner);
        await ScanAsync(intake, scanner);
        Assert.Equal(2, intake.History.Started.Count);
    }

    [Fact]
    public async Task Scan_FileThatCannotBeRead_IsTriedLessAndLessOftenAndHoldsUpNoOther()
    {
        var tries = 0;
        using var intake = new IntakeFixture(hook: store =>
            HookedStore.Of(
                store,
                (method, given) =>
                {
                    if (method == nameof(IStore.OpenReadAsync) && given is ["in/a.cbz", ..])
                    {
                        tries++;
                        throw new IOException("locked, says the test");
                    }
                }
            )
        );
        var scanner = Scanner(intake);
        await intake.WriteAsync("in/a.cbz");
        await intake.WriteAsync("in/b.cbz", IntakeFixture.Comic(1));
        for (var seconds = 0; seconds <= 200; seconds++)
        {
            await ScanAsync(intake, scanner);
        }

        // After 1, 2, 4 ... seconds, and once a minute at the least.
        Assert.InRange(tries, 7, 9);
        Assert.DoesNotContain("in/b.cbz", intake.Files.Names);

        // Written over, it is a new file.
        var before = tries;
        await intake.WriteAsync("in/a.cbz", IntakeFixture.Comic(2));
        await ScanAsync(intake, scanner);
        await ScanAsync(intake, scanner);
        Assert.Equal(before + 1, tries);
    }

    [Fact]
    public async Task Scan_Subfolders_AreTakenButForHiddenOnesAndThoseNamedLikeAnArchive()
    {
        using var intake = new IntakeFixture(MemoryStore.Shared);
        await intake.WriteAsync("in/Series/Volume 1/a.cbz");
        await intake.WriteAsync("in/.stversions/a.cbz", IntakeFixture.Comic(1));
        await intake.WriteAsync("in/Series/@eaDir/a.cbz", IntakeFixture.Comic(2));
        await intake.WriteAsync("in/b.cbz/1.jpg", IntakeFixture.Comic(3));
        var scanner = Scanner(intake);
        for (var i = 0; i < 3; i++)
        {
            await ScanAsync(intake, scanner);
        }

        var jobKey = Assert.Single(intake.History.Started, s => s != "Admission");
        Assert.Equal("Series/Volume 1", (await intake.Claims.FindAsync(jobKey, CancellationToken.None)).Claim!.Folder);
        Assert.Equal(
            ["in/.stversions/a.cbz", "in/Series/@eaDir/a.cbz", "in/b.cbz/1.jpg"],
            intake.Files.Names.Where(n => n.StartsWith("in/", StringComparison.Ordinal))
        );
        var left = Assert.Single(await intake.Rejected.ListAsync(CancellationToken.None));
        Assert.Equal(("in/b.cbz", "input_is_folder"), (left.Name, left.Reason.Code));
        Assert.Equal(1, (await intake.Journal.CountAsync(CancellationToken.None))["input_is_folder"]);

        await intake.Files.DeleteFolderAsync("in/b.cbz", CancellationToken.None);
        await ScanAsync(intake, scanner);
        Assert.Empty(await intake.Rejected.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Scan_FileWithoutTheRightToRead_IsSaidOnceAndTakenWhenThereIsOne()
    {
        var isLocked = true;
        using var intake = new IntakeFixture(hook: store =>
            HookedStore.Of(
                store,
                (method, given) =>
                {
                    if (isLocked && method == nameof(IStore.OpenReadAsync) && given is ["in/a.cbz", ..])
                    {
                        throw new UnauthorizedAccessException("no right, says the test");
                    }
                }
            )
        );
        var scanner = Scanner(intake);
        await intake.WriteAsync("in/a.cbz");
        for (var seconds = 0; seconds < 20; seconds++)
        {
            await ScanAsync(intake, scanner);
        }

        var left = Assert.Single(await intake.Rejected.ListAsync(CancellationToken.None));
        Assert.Equal(("in/a.cbz", "input_unreadable"), (left.Name, left.Reason.Code));
        Assert.Equal("in/a.cbz", await intake.Rejected.RetryAsync(left.Id, CancellationToken.None));
        Assert.Equal(1, (await intake.Journal.CountAsync(CancellationToken.None))["input_unreadable"]);

        isLocked = false;
        for (var seconds = 0; seconds < 20; seconds++)
        {
            await ScanAsync(intake, scanner);
        }

        Assert.Equal(2, intake.History.Started.Count);
        Assert.Empty(await intake.Rejected.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Scan_FileThatCannotBeRemoved_IsTakenAndSaidOnceAlsoAfterARestart()
    {
        // As a folder in which files of others cannot be removed: the store copies, and the file stays.
        using var intake = new IntakeFixture(hook: store => StickyStore.Of(store, "in/a.cbz", "in/b.cbz", "in/c.cbz"));
        var scanner = Scanner(intake);
        await intake.WriteAsync("in/a.cbz");
        await intake.WriteAsync("in/b.cbz");
        await intake.WriteAsync("in/c.cbz", "<html>"u8.ToArray());
        for (var i = 0; i < 5; i++)
        {
            await ScanAsync(intake, i < 3 ? scanner : RestartedScanner(intake));
        }

        var jobKey = Assert.Single(intake.History.Started, s => s != "Admission");
        Assert.Single(await intake.Duplicates.FilesOfAsync(jobKey, CancellationToken.None));
        Assert.Single(
            intake.Files.Names,
            n => n.StartsWith("error/c", StringComparison.Ordinal) && n.EndsWith(".cbz", StringComparison.Ordinal)
        );
        Assert.Equal(1, (await intake.Journal.CountAsync(CancellationToken.None))["not_an_archive"]);
        Assert.Equal(3, intake.Files.Names.Count(n => n.StartsWith("index/stuck/", StringComparison.Ordinal)));

        // Removed in the end, and put there again: that is another file.
        await intake.Files.DeleteAsync("in/c.cbz", CancellationToken.None);
        await ScanAsync(intake, scanner);
        await intake.WriteAsync("in/c.cbz", "<html>"u8.ToArray());
        await ScanAsync(intake, scanner);
        await ScanAsync(intake, scanner);
        Assert.Equal(2, (await intake.Journal.CountAsync(CancellationToken.None))["not_an_archive"]);
    }

    [Fact]
    public void IsDue_LongInterval_WhenItHasPassed()
    {
        using var intake = new IntakeFixture();
        var scanner = new FolderScanner(
            intake.Store,
            IntakeFixture.Settings with
            {
                PollIntervalMs = 60_000,
            },
            intake.TakeFile,
            intake.Stuck,
            intake.Left,
            intake.Time,
            NullLogger<FolderScanner>.Instance
        );
        Assert.True(scanner.IsDue());
        Assert.True(scanner.ScanAsync(intake.History, CancellationToken.None).IsCompletedSuccessfully);
        intake.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(scanner.IsDue());
        intake.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(scanner.IsDue());
    }

    /// <summary>A clock that an operator sets; what it counts goes on.</summary>
    private sealed class JumpingClock(FakeTimeProvider inner) : TimeProvider
    {
        public FakeTimeProvider Inner { get; } = inner;

        public TimeSpan Jump { get; set; }

        public override long TimestampFrequency => Inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow() + Jump;

        public override long GetTimestamp() => Inner.GetTimestamp();
    }

    private static FolderScanner RestartedScanner(IntakeFixture intake) =>
        new(
            intake.Store,
            IntakeFixture.Settings,
            intake.TakeFile,
            new StuckFiles(intake.Store, new JsonFiles(intake.Store, NullLogger<JsonFiles>.Instance), NullLogger<StuckFiles>.Instance),
            intake.Left,
            intake.Time,
            NullLogger<FolderScanner>.Instance
        );

    private static FolderScanner Scanner(IntakeFixture intake) =>
        new(
            intake.Store,
            IntakeFixture.Settings,
            intake.TakeFile,
            intake.Stuck,
            intake.Left,
            intake.Time,
            NullLogger<FolderScanner>.Instance
        );

    private static async Task ScanAsync(IntakeFixture intake, FolderScanner scanner, TimeSpan? after = null)
    {
        intake.Time.Advance(after ?? Interval);
        await scanner.ScanAsync(intake.History, CancellationToken.None);
    }
}
