using Comic2Pdf.Cli;

namespace Comic2Pdf.Tests.Cli;

public sealed class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            64                   64                   files", true)]
    [InlineData("Max open files            511                  1024                 files", true)]
    [InlineData("Max open files            512                  512                  files", false)]
    [InlineData("Max open files            unlimited            unlimited            files", false)]
    [InlineData("Max cpu time              10                   10                   seconds", false)]
    public void FindFault_Limit_IsNamedWhenTooLow(string line, bool isFault)
    {
        var fault = OpenFiles.FindFault(["Limit                     Soft Limit           Hard Limit           Units", line]);

        Assert.Equal(isFault, fault is not null);
    }
}
