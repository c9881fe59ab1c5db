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
