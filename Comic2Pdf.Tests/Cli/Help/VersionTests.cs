using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Cli.Help;

public sealed class VersionTests
{
    [Fact]
    public async Task Version_Asked_IsThatOfTheSources()
    {
        var result = await Programs.Comic2PdfAsync(".", "--version");

        Assert.Equal((0, Versions.Of("Directory.Build.props")), (result.ExitCode, result.Output.Split('+')[0]));
    }
}
