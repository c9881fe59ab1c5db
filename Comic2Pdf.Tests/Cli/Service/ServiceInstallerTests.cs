using Comic2Pdf.Cli;
using Comic2Pdf.Cli.Service;

namespace Comic2Pdf.Tests.Cli.Service;

public sealed class ServiceInstallerTests : IDisposable
{
    private const string Unit = "/etc/systemd/system/comic2pdf.service";
    private readonly FakeMachine _machine = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Print_Anywhere_ShowsTheUnitAndChangesNothing()
    {
        _machine.HasSystemd = _machine.IsRoot = false;

        Assert.Equal(ExitCode.Success, Installer().Print("/var/lib/comic2pdf"));
        Assert.Contains("ExecStart=/opt/comic2pdf/comic2pdf serve", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_machine.Commands);
        Assert.Empty(_machine.Files);
    }

    [Fact]
    public void Install_FreshMachine_MakesUserSettingsAndUnitAndStartsIt()
    {
        Assert.Equal(ExitCode.Success, Installer().Install("/var/lib/comic2pdf"));
        Assert.Equal(
            [
                "getent passwd comic2pdf",
                "useradd --system --user-group --no-create-home --home-dir /var/lib/comic2pdf --shell /usr/sbin/nologin comic2pdf",
                "systemctl daemon-reload",
                "systemctl enable --now comic2pdf",
            ],
            _machine.Commands
        );
        Assert.Equal(["/etc/comic2pdf.env (secret)", Unit], _machine.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Install_Again_KeepsUserAndSettings()
    {
        _machine.Users.Add("comic2pdf");
        _machine.Files["/etc/comic2pdf.env"] = "OCR_LANG=eng";

        Assert.Equal(ExitCode.Success, Installer().Install("/srv/comics"));
        Assert.DoesNotContain(_machine.Commands, c => c.StartsWith("useradd", StringComparison.Ordinal));
        Assert.Contains("install -d -m 2770 -o comic2pdf -g comic2pdf /srv/comics", _machine.Commands);
        Assert.Equal("OCR_LANG=eng", _machine.Files["/etc/comic2pdf.env"]);
        Assert.Contains("DATA_DIR=/srv/comics", _machine.Files[Unit], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, true, false, "launchd")]
    [InlineData(true, false, false, "sudo")]
    [InlineData(true, true, true, "systemctl enable --now comic2pdf")]
    public void Install_NotPossible_SaysTheWayOutAndChangesNothing(bool systemd, bool root, bool packaged, string said)
    {
        (_machine.HasSystemd, _machine.IsRoot) = (systemd, root);
        if (packaged)
        {
            _machine.Files["/usr/lib/systemd/system/comic2pdf.service"] = "the package's";
        }

        Assert.Equal(ExitCode.Failure, Installer().Install("/var/lib/comic2pdf"));
        Assert.Contains(said, _errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(_machine.Commands);
    }

    [Fact]
    public void Install_DoesNotStart_SaysWhereToLook()
    {
        _machine.Failing = "systemctl enable";

        Assert.Equal(ExitCode.Failure, Installer().Install("/var/lib/comic2pdf"));
        Assert.Contains("journalctl -u comic2pdf", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Uninstall_Installed_StopsItAndLeavesDataAndSettings()
    {
        _machine.Files[Unit] = "the unit";
        _machine.Files["/etc/comic2pdf.env"] = "OCR_LANG=eng";

        Assert.Equal(ExitCode.Success, Installer().Uninstall());
        Assert.Equal(["systemctl disable --now comic2pdf", "systemctl daemon-reload"], _machine.Commands);
        Assert.Equal(["/etc/comic2pdf.env"], _machine.Files.Keys);
    }

    [Fact]
    public void Uninstall_NothingThere_SaysSo()
    {
        Assert.Equal(ExitCode.Failure, Installer().Uninstall());
        Assert.Contains(Unit, _errors.ToString(), StringComparison.Ordinal);
    }

    private ServiceInstaller Installer() => new(_machine, _output, _errors);

    private sealed class FakeMachine : IServiceMachine
    {
        public bool HasSystemd { get; set; } = true;

        public bool IsRoot { get; set; } = true;

        public IReadOnlyList<string> Program => ["/opt/comic2pdf/comic2pdf"];

        public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

        public List<string> Commands { get; } = [];

        public HashSet<string> Users { get; } = [];

        public string? Failing { get; set; }

        public bool Exists(string path) => Files.ContainsKey(path);

        public void Write(string path, string text, bool isSecret) => Files[isSecret ? $"{path} (secret)" : path] = text;

        public void Delete(string path) => Files.Remove(path);

        public int Run(params string[] command)
        {
            var line = string.Join(' ', command);
            Commands.Add(line);
            return
                (command[0] == "getent" && !Users.Contains(command[^1]))
                || (Failing is { } f && line.StartsWith(f, StringComparison.Ordinal))
                ? 2
                : 0;
        }
    }
}
