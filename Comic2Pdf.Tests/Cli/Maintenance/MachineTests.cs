using System.Globalization;
using Comic2Pdf.Cli.Maintenance;
using Comic2Pdf.Cli.Maintenance.Checks;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Cli.Maintenance;

/// <summary>What the doctor asks of the machine, compared with what the system's own programs say.</summary>
public sealed class MachineTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/dev/shm")]
    public async Task FileSystemFacts_OfAFolder_AreThoseOfStat(string folder)
    {
        // Blocks, size of them, free inodes.
        var said = (await Programs.OutputOfAsync("stat", "-f", "-c", "%a %S %d", folder))
            .Trim()
            .Split(' ')
            .Select(n => long.Parse(n, CultureInfo.InvariantCulture))
            .ToArray();
        var facts = FileSystemFacts.Of(folder)!;

        // Others use the disk meanwhile.
        Assert.InRange(facts.FreeBytes, (said[0] * said[1] / 2) - 1, said[0] * said[1] * 2);
        Assert.InRange(facts.FreeFiles ?? said[2], said[2] / 2, said[2] * 2);
        Assert.False(facts.IsReadOnly);
        Assert.Null(FileSystemFacts.Of("/does/not/exist"));
    }

    [Fact]
    public async Task FileOwner_OfFiles_IsThatOfStat()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Out, "a");
        await File.WriteAllTextAsync(file, "x");
        Assert.Equal(uint.Parse(await Programs.OutputOfAsync("stat", "-c", "%u", file), CultureInfo.InvariantCulture), FileOwner.Of(file));
        Assert.Null(FileOwner.Of(Path.Combine(folder.Out, "none")));
        if (Environment.UserName == "root")
        {
            await Programs.OutputOfAsync("chown", "12345", file);
            Assert.Equal(12345u, FileOwner.Of(file));
        }
    }

    [Fact]
    public void Here_ThisMachine_HasAnEngineAndAClock()
    {
        var machine = Machine.Here();
        Assert.NotNull(machine.Engine);
        Assert.Contains("PATH", machine.Variables);
        Assert.True(machine.HasProcess(Environment.ProcessId));
        Assert.False(machine.HasProcess(int.MaxValue));
    }

    [Fact]
    public void Sums_OfModels_AreThoseOfTheLauncher()
    {
        var launcher = File.ReadAllText(Path.Combine(Repository.Root, "eng", "lib.sh"));
        Assert.All(ModelCheck.Sums, s => Assert.Contains($"{s.Value}  {s.Key}", launcher, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/data/a.cbz", "/data/a.cbz")]
    [InlineData("/data/l'été.cbz", "'/data/l'\\''été.cbz'")]
    [InlineData("a b", "'a b'")]
    [InlineData("$(x)", "'$(x)'")]
    public void Quoted_Words_AreOneWordToAShell(string word, string quoted) => Assert.Equal(quoted, ShellText.Quoted(word));
}
