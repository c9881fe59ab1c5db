using Comic2Pdf.Cli;
using Comic2Pdf.Cli.Info;

namespace Comic2Pdf.Tests.Cli.Info;

public sealed class LanguageInstallerTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Theory]
    [InlineData("de")]
    [InlineData("deu; reboot")]
    [InlineData("--help")]
    [InlineData("deu+")]
    [InlineData("DEU")]
    [InlineData("deu\n")]
    public void Install_NoName_IsRefusedAndNothingIsRun(string languages)
    {
        var machine = new FakeMachine();

        Assert.Equal(ExitCode.Usage, new LanguageInstaller(machine).Install(languages, _output, _errors));
        Assert.Contains("is no language", _errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(machine.Installed);
    }

    [Fact]
    public void Install_AllThere_SaysSo()
    {
        Assert.Equal(ExitCode.Success, new LanguageInstaller(new FakeMachine()).Install("fra+eng", _output, _errors));
        Assert.Contains("installed already: fra eng", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deu+eng", new[] { "tesseract-ocr", "tesseract-ocr-deu" })]
    [InlineData("chi_sim", new[] { "tesseract-ocr", "tesseract-ocr-chi-sim", "tesseract-ocr-chi-sim-vert" })]
    public void Install_Missing_InstallsItsPackages(string languages, string[] packages)
    {
        var machine = new FakeMachine();

        Assert.Equal(ExitCode.Success, new LanguageInstaller(machine).Install(languages, _output, _errors));
        Assert.Equal(packages, machine.Installed);
    }

    [Fact]
    public void Install_NotAllowed_SaysTheExactCommand()
    {
        Assert.Equal(ExitCode.Failure, new LanguageInstaller(new FakeMachine { MayInstall = false }).Install("deu", _output, _errors));
        Assert.Contains("tesseract-ocr-deu", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Install_PackageManagerFails_SaysWhyAndTheCommand()
    {
        var machine = new FakeMachine { Fault = "E: Unable to locate package tesseract-ocr-xyz" };

        Assert.Equal(ExitCode.Failure, new LanguageInstaller(machine).Install("xyz", _output, _errors));
        Assert.Contains(machine.Fault, _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("Install with:", _errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private sealed class FakeMachine : IInstallMachine
    {
        private readonly List<string> _languages = ["eng", "fra"];

        public bool MayInstall { get; init; } = true;

        public string Fault { get; init; } = string.Empty;

        public IReadOnlyList<string> Installed { get; private set; } = [];

        public IReadOnlyList<string> Languages() => [.. _languages];

        public string AptInstall(IReadOnlyList<string> packages)
        {
            Installed = packages;
            if (Fault.Length == 0)
            {
                _languages.AddRange(packages.Skip(1).Select(p => p["tesseract-ocr-".Length..].Replace('-', '_')));
            }

            return Fault;
        }
    }
}
