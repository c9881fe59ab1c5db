using System.Text;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Jobs;

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
        Assert.Equal(new BookDetails { RightToLeft = true }, await intake.Duplicates.DetailsAsync(manga.JobKey!, CancellationToken.None));
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

    private static Task WriteAsync(IntakeFixture intake, string json) => intake.WriteAsync(Side, Encoding.UTF8.GetBytes(json));
}
