using Comic2Pdf.Tests.Fixtures;
using CsCheck;

namespace Comic2Pdf.Tests.Archives;

/// <summary>Odd archives at random: every page in its place, and what is missing or odd named, no more and no less.</summary>
public sealed class OddArchiveTests(Converting converting)
{
    private static readonly Gen<OddArchive> Archives = Gen.Select(
        Gen.Enum<Packing>(),
        Gen.Enum<Oddity>(),
        Gen.Int[1, 4],
        Gen.Int[0, 2],
        Gen.Bool,
        Gen.Bool,
        (packing, oddity, pages, chapters, clutter, shiftJis) => new OddArchive(packing, oddity, pages, chapters, clutter, shiftJis)
    );

    [Fact]
    public async Task Convert_OddArchive_IsTheWholeBookAndSaysWhatIsOdd()
    {
        Assert.SkipUnless(SevenZip.IsInstalled, "needs 7z (package p7zip-full)");
        await Archives.SampleAsync(
            async odd =>
            {
                var result = await converting.SucceedsAsync(await odd.BuildAsync(), odd.Pictures);
                Assert.Equal(odd.Codes, result.Warnings.Select(w => w.Code));
            },
            iter: 150,
            threads: 1
        );
    }
}
