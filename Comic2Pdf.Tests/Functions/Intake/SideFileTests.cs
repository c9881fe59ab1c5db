using System.Text;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;
using Comic2Pdf.Functions.Storage;
using Comic2Pdf.Tests.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Intake;

/// <summary>What stands beside an archive says what the book is, and makes the job another one.</summary>
[Trait("Storage", "files")]
public sealed class SideFileTests
{
    private const string Side = "in/a.cbz.info.json";

    [Fact]
    public async Task Read_BesideTheArchive_IsInTheProfileAndGoes()
    {
        using var intake = new IntakeFixture();
        await WriteAsync(intake, "{\"title\": \"La pluie\", \"rtl\": true}");

        var result = await intake.DropAsync("a.cbz");

        Assert.Equal(IntakeKind.Accepted, result.Kind);
        Assert.Equal(new BookDetails { Title = "La pluie", RightToLeft = true }, intake.History.InputOf(result.JobKey!).Profile.Details);
        Assert.DoesNotContain(Side, intake.Files.Names);
    }

    [Fact]
    public async Task Read_OtherDetails_AreAnotherJobAndTheSameADuplicate()
    {
        using var intake = new IntakeFixture();
        var plain = await intake.DropAsync("a.cbz");
        intake.History.Enter(plain.JobKey!, JobStates.Done);
        await WriteAsync(intake, "{\"rtl\": true}");
        var manga = await intake.DropAsync("a.cbz");
        intake.History.Enter(manga.JobKey!, JobStates.Done);
        await WriteAsync(intake, "{\"rtl\": true}");

        var again = await intake.DropAsync("a.cbz");

        Assert.NotEqual(plain.JobKey, manga.JobKey);
        Assert.Equal((IntakeKind.Accepted, IntakeKind.Duplicate, manga.JobKey), (manga.Kind, again.Kind, again.JobKey));
        var report = await intake.Duplicates.ReportAsync(manga.JobKey!, CancellationToken.None);
        Assert.Equal(new BookDetails { RightToLeft = true }, JobProfile.FromJson(report!.Profile).Details);
        Assert.DoesNotContain(Side, intake.Files.Names);
    }

    [Fact]
    public async Task Read_Broken_RefusesBothAndSaysWhy()
    {
        using var intake = new IntakeFixture();
        await WriteAsync(intake, "{\"titel\": \"a\"}");

        var result = await intake.DropAsync("a.cbz");

        Assert.Equal((IntakeKind.Rejected, RejectionCode.SideFile), (result.Kind, result.Code));
        Assert.Contains("a.cbz.info.json", result.Detail, StringComparison.Ordinal);
        Assert.Equal(["error/a.cbz", "error/a.cbz.info.json", "error/a.cbz.reason.json", "index/rejections.jsonl"], intake.Files.Names);
    }

    [Fact]
    public async Task Read_LargerThanAllowed_RefusesBoth()
    {
        using var intake = new IntakeFixture();
        await WriteAsync(intake, $"{{\"title\": \"a\"{new string(' ', SideFile.MaxBytes)}}}");

        var result = await intake.DropAsync("a.cbz");

        Assert.Equal((IntakeKind.Rejected, RejectionCode.SideFile), (result.Kind, result.Code));
        Assert.Contains("more than 65536", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.cbz", "a.cbz")]
    [InlineData("a.cbz.part", "upload.cbz")]
    public async Task Wait_UploadWithDetails_HasThemBesideIt(string name, string queued)
    {
        using var intake = new IntakeFixture();
        await intake.WriteAsync("in/.upload.part");
        var details = new BookDetails { Title = "La pluie" };

        await new WaitingFiles(intake.Store, intake.SideFile).AddAsync("in/.upload.part", name, details, CancellationToken.None);

        Assert.Equal([$"in/{queued}", $"in/{queued}.info.json"], intake.Files.Names);
        var result = await intake.TakeAsync(queued);
        Assert.Equal(details, intake.History.InputOf(result.JobKey!).Profile.Details);
    }

    [Fact]
    public async Task Wait_NameTooLongForASideFile_IsCutAndNothingIsLost()
    {
        using var intake = new IntakeFixture();
        await intake.WriteAsync("in/.upload.part");
        // A side file that waits for its archive is not written over.
        var name = $"{new string('a', 251)}.cbz";
        var cut = $"{new string('a', 255 - 4 - 10 - 6)}.cbz";
        await intake.WriteAsync($"in/{cut}.info.json", "{}"u8.ToArray());

        await new WaitingFiles(intake.Store, intake.SideFile).AddAsync(
            "in/.upload.part",
            name,
            new BookDetails { Title = "La pluie" },
            CancellationToken.None
        );

        var archive = Assert.Single(intake.Files.Names, n => n.EndsWith(").cbz", StringComparison.Ordinal));
        var result = await intake.TakeAsync(archive["in/".Length..]);
        Assert.Equal("La pluie", intake.History.InputOf(result.JobKey!).Profile.Details?.Title);
        Assert.Equal("{}", await intake.TextAsync($"in/{cut}.info.json"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Find_CrashBeforeItsRemoval_CountsForNoOtherArchive(bool restarted)
    {
        var isBroken = true;
        using var intake = new IntakeFixture(hook: store =>
            HookedStore.Of(
                store,
                (method, given) =>
                {
                    if (isBroken && method == nameof(IStore.DeleteAsync) && given[0] is StoredFile { Name: Side })
                    {
                        throw new IOException("the power fails, says the test");
                    }
                }
            )
        );
        await WriteAsync(intake, "{\"rtl\": true}");
        await intake.DropAsync("a.cbz");
        Assert.Contains(Side, intake.Files.Names);
        isBroken = false;
        if (restarted)
        {
            await intake.SideMarks.CompleteAllAsync(CancellationToken.None);
            Assert.DoesNotContain(Side, intake.Files.Names);
        }

        var other = await intake.DropAsync("a.cbz", IntakeFixture.Comic(1));

        Assert.Null(intake.History.InputOf(other.JobKey!).Profile.Details);
        Assert.DoesNotContain(intake.Files.Names, n => n == Side || n.StartsWith("index/sides/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Take_SharedStoreWithoutSideFiles_AsksOnceForIt()
    {
        var asked = new List<string>();
        using var intake = new IntakeFixture(
            MemoryStore.Shared,
            hook: store =>
                HookedStore.Of(
                    store,
                    (method, given) =>
                    {
                        if (given is [string name, ..] && (name == Side || name.StartsWith("index/sides", StringComparison.Ordinal)))
                        {
                            asked.Add(method);
                        }
                    }
                )
        );

        await intake.DropAsync("a.cbz");

        Assert.Equal([nameof(IStore.FindAsync)], asked);
    }

    private static Task WriteAsync(IntakeFixture intake, string json) => intake.WriteAsync(Side, Encoding.UTF8.GetBytes(json));
}
