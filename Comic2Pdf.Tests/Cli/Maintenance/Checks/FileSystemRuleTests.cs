using Comic2Pdf.Cli.Maintenance;
using Comic2Pdf.Cli.Maintenance.Checks;

namespace Comic2Pdf.Tests.Cli.Maintenance.Checks;

public sealed class FileSystemRuleTests
{
    private static readonly FileSystemFacts Good = new("ext4", IsReadOnly: false, 2000L << 20, 5000);

    [Fact]
    public void Judge_OfSeveral_NamesTheWorst()
    {
        Assert.Equal("Good", StateOf(Good));
        Assert.Equal("Low", StateOf(Good with { FreeBytes = (1000L << 20) - 1 }));
        Assert.Equal("Good", StateOf(Good with { FreeBytes = 1000L << 20 }));
        Assert.Equal("Full", StateOf(Good with { FreeBytes = (100L << 20) - 1 }));
        Assert.Equal("NoFiles", StateOf(Good with { FreeFiles = 1999, FreeBytes = 0 }));
        Assert.Equal("Good", StateOf(Good with { FreeFiles = null }));
        Assert.Equal("ReadOnly", StateOf(Good with { IsReadOnly = true, FreeFiles = 0, FreeBytes = 0 }));
    }

    [Fact]
    public void BytesNeeded_SizeAndFactor_AreMultiplied() => Assert.Equal(1250L << 20, FileSystemRule.BytesNeeded(500, 2.5));

    [Theory]
    [InlineData("nfs4", true)]
    [InlineData("cifs", true)]
    [InlineData("fuse.sshfs", true)]
    [InlineData("ext4", false)]
    [InlineData("btrfs", false)]
    [InlineData("fuse.mergerfs", false)]
    public void IsShare_Types_AreThoseOfOtherMachines(string type, bool isShare) => Assert.Equal(isShare, FileSystemRule.IsShare(type));

    private static string StateOf(FileSystemFacts facts) => FileSystemRule.Judge(facts, 1000L << 20).ToString();
}
