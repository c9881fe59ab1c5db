using Comic2Pdf.Cli.Service;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Cli.Service;

public sealed class ServiceUnitTests
{
    [Fact]
    public void Write_PackagedPlaces_IsTheFileOfThePackage() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root, "eng/package/comic2pdf.service")),
            ServiceUnit.Write(["/usr/bin/comic2pdf"], ServiceUnit.StandardData)
        );

    [Fact]
    public void Write_OtherPlaces_AreNamedAndMayBeWritten()
    {
        var unit = ServiceUnit.Write(["/opt/my comics/comic2pdf", "a$b%c"], "/srv/comics");

        Assert.Contains("\nExecStart=\"/opt/my comics/comic2pdf\" a$$b%%c serve\n", unit, StringComparison.Ordinal);
        Assert.Contains(
            "\nReadWritePaths=/srv/comics\nWorkingDirectory=/srv/comics\nEnvironment=DATA_DIR=/srv/comics\n",
            unit,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("StateDirectory", unit, StringComparison.Ordinal);
        Assert.Contains("\nProtectHome=yes\n", unit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/home/me/comic2pdf/comic2pdf", "/var/lib/comic2pdf")]
    [InlineData("/usr/bin/comic2pdf", "/home/me/comics")]
    public void Write_SomethingInAHome_LeavesHomesVisible(string program, string data) =>
        Assert.Contains("\nProtectHome=no\n", ServiceUnit.Write([program], data), StringComparison.Ordinal);

    [Theory]
    [InlineData("/usr/bin/true", "/var/lib/comic2pdf")]
    [InlineData("/usr/bin/true", "/srv/my comics")]
    public async Task Write_ReadBySystemd_NothingIsWrong(string program, string data)
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Out, "comic2pdf.service");
        await File.WriteAllTextAsync(
            file,
            ServiceUnit.Write([program], data).Replace("=comic2pdf\n", "=root\n", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        await Programs.OutputOfAsync("systemd-analyze", "verify", "--man=no", file);
        // 0 is closed, 10 is open. What is left is what the program needs: networks, compiling while it runs.
        await Programs.OutputOfAsync("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", file);
    }
}
