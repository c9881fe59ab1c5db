using Comic2Pdf.Functions.Intake;

namespace Comic2Pdf.Tests.Functions.Intake;

[Trait("Storage", "files")]
public sealed class RejectedFilesTests
{
    [Fact]
    public async Task List_RefusedFiles_LatestFirstAndOnlyThoseThatAreThere()
    {
        using var intake = new IntakeFixture();
        await intake.DropAsync("a.cbz", "<html>"u8.ToArray());
        intake.Time.Advance(TimeSpan.FromMinutes(1));
        await intake.DropAsync("b.cbz", []);
        await intake.DropAsync("c.cbz", []);
        await intake.Files.DeleteAsync("error/c.cbz", CancellationToken.None);

        var list = await intake.Rejected.ListAsync(CancellationToken.None);

        Assert.Equal([("b.cbz", "input_rejected_size"), ("a.cbz", "not_an_archive")], list.Select(r => (r.Reason.FileName, r.Reason.Code)));
    }

    [Fact]
    public async Task RetryChanged_FileWhoseWriterWentOn_IsBackInIn()
    {
        using var intake = new IntakeFixture();
        await intake.DropAsync("a.cbz", IntakeFixture.Comic()[..2]);
        await intake.DropAsync("b.cbz", "<html>"u8.ToArray());
        Assert.Empty(await intake.Rejected.RetryChangedAsync(intake.Time.GetUtcNow(), CancellationToken.None));

        intake.Time.Advance(TimeSpan.FromMinutes(1));
        await intake.WriteAsync("error/a.cbz");
        Assert.Equal(["in/a.cbz"], await intake.Rejected.RetryChangedAsync(intake.Time.GetUtcNow(), CancellationToken.None));
        Assert.Equal(
            ["error/b.cbz", "error/b.cbz.reason.json", "in/a.cbz"],
            intake.Files.Names.Where(n => !n.StartsWith("index/", StringComparison.Ordinal))
        );

        // A time that lies ahead is no change.
        intake.Time.Advance(TimeSpan.FromMinutes(1));
        await intake.WriteAsync("error/b.cbz");
        Assert.Empty(await intake.Rejected.RetryChangedAsync(intake.Time.GetUtcNow() - TimeSpan.FromSeconds(30), CancellationToken.None));
    }

    [Fact]
    public async Task Retry_RefusedForLackOfSpace_IsTakenFromInWhenThereIsRoom()
    {
        using var intake = new IntakeFixture();
        intake.Disk.Free = 0;
        await intake.DropAsync("a.cbz");
        intake.Disk.Free = long.MaxValue;
        var id = Assert.Single(await intake.Rejected.ListAsync(CancellationToken.None)).Id;

        Assert.Equal("in/a.cbz", await intake.Rejected.RetryAsync(id, CancellationToken.None));

        Assert.Null(await intake.Rejected.RetryAsync(id, CancellationToken.None));
        Assert.Equal(IntakeKind.Accepted, (await intake.TakeAsync("a.cbz")).Kind);
        Assert.DoesNotContain(intake.Files.Names, n => n.StartsWith("error/", StringComparison.Ordinal));
    }
}
