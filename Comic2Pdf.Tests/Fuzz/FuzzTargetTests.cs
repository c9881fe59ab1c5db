using Comic2Pdf.Fuzz;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Fuzz;

/// <summary>
/// The short run of the fuzzing targets: sound inputs, what was found once, and some hundred changes of both, the same each time. The long run, guided by coverage, is
/// eng/fuzz.sh.
/// </summary>
[Trait("Storage", "files")]
public sealed class FuzzTargetTests
{
    private const int Changes = 400;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Run_SeedsAndWhatWasFound_NothingIsThrown(string name)
    {
        var target = FuzzTargets.All.Single(t => t.Name == name);
        Assert.All(InputsOf(target), i => target.Run(i));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Run_ChangedSeeds_NothingIsThrown(string name)
    {
        var target = FuzzTargets.All.Single(t => t.Name == name);
        var inputs = InputsOf(target);
        var mutator = new Mutator(1, target.Pieces);
        for (var i = 0; i < Changes; i++)
        {
            var input = mutator.Change(mutator.OneOf(inputs), mutator.OneOf(inputs));
            var fault = Record.Exception(() => target.Run(input));
            Assert.True(fault is null, $"change {i}, {Convert.ToBase64String(input)}: {fault}");
        }
    }

    private static List<byte[]> InputsOf(IFuzzTarget target)
    {
        var folder = Path.Combine(Repository.Root, "Comic2Pdf.Tests", "Fuzz", "Seeds", target.Name);
        return
        [
            .. target.Seeds,
            .. Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [],
        ];
    }
}
