using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Docs;

/// <summary>What the launcher does about missing packages, with stand-ins for the package manager: the real one would change the machine.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comic2pdf-launcher");

    public LauncherTests()
    {
        Stub(
            "dpkg-query",
            "case \"$3\" in tesseract-ocr-fra) exit 1 ;; tesseract-ocr) echo 'deinstall ok config-files' ;; *) echo 'install ok installed' ;; esac"
        );
        Stub("apt-get", $"echo \"$@\" >> {_folder.FullName}/apt.log");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task InstallMissing_AsRoot_InstallsJustWhatIsMissing()
    {
        Stub("id", "echo 0");
        await InstallAsync();
        Assert.Equal(
            ["update", "install -y --no-install-recommends tesseract-ocr tesseract-ocr-fra"],
            await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "apt.log"))
        );
    }

    [Fact]
    public async Task InstallMissing_WithoutRights_PrintsTheCommand()
    {
        Stub("id", "echo 1000");
        Stub("sudo", "exit 1");
        var said = await InstallAsync();
        Assert.Contains("sudo apt-get install -y tesseract-ocr tesseract-ocr-fra", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "apt.log")));
    }

    [Fact]
    public async Task InstallMissing_SudoWithoutPassword_InstallsThroughIt()
    {
        Stub("id", "echo 1000");
        Stub("sudo", "shift; exec \"$@\"");
        await InstallAsync();
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "apt.log"))).Length);
    }

    [Fact]
    public async Task InstallMissing_ToldNotTo_PrintsTheCommand()
    {
        Stub("id", "echo 0");
        var said = await InstallAsync("1");
        Assert.Contains("sudo apt-get install -y tesseract-ocr tesseract-ocr-fra", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "apt.log")));
    }

    private async Task<string> InstallAsync(string setting = "")
    {
        var script =
            $"PATH={_folder.FullName}:$PATH; export COMIC2PDF_NO_INSTALL={setting}; root={_folder.FullName}; . {Repository.Root}/eng/lib.sh; install_missing tesseract";
        var result = await Programs.RunAsync("/bin/sh", _folder.FullName, "-c", script);
        Assert.Equal(0, result.ExitCode);
        return result.Errors;
    }

    private void Stub(string name, string body)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
