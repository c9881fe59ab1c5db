using System.Text;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Storage;

/// <summary>The names are a contract: operators and other programs know them.</summary>
[Trait("Storage", "files")]
public sealed class DataLayoutTests
{
    private static readonly string Key = JobStatuses.Key;

    [Fact]
    public void Names_OfAJob_AreTheContracts()
    {
        Assert.Equal(
            [
                $"work/{Key}",
                $"work/{Key}/x",
                $"work/{Key}/claim",
                $"work/{Key}/state.json",
                $"work/{Key}/raw.pdf",
                $"hold/jobs/{Key}/a.cbz",
                $"error/{Key}",
                $"error/{Key}/a.cbz",
                $"out/a__job-{Key}.pdf",
            ],
            [
                DataLayout.WorkOf(Key),
                DataLayout.WorkOf(Key, "x"),
                DataLayout.ClaimOf(Key),
                DataLayout.StateOf(Key),
                DataLayout.RawOf(Key),
                DataLayout.InputOf(Key, "a.cbz"),
                DataLayout.ErrorOf(Key),
                DataLayout.ErrorOf(Key, "a.cbz"),
                DataLayout.OutOf(Key, "a.cbz", null),
            ]
        );
        Assert.Equal(
            ["in", "out", "work", "archive", "error", "hold/duplicates", "hold/jobs", "reports/duplicates", "index"],
            DataLayout.Folders
        );
    }

    [Theory]
    [InlineData("a.cbz", "a.cbz")]
    [InlineData("state.json", "state (2).json")]
    [InlineData("State.JSON", "State (2).JSON")]
    public void ErrorArchiveOf_NameOfTheStateFile_IsAnother(string name, string kept) =>
        Assert.Equal($"error/{Key}/{kept}", DataLayout.ErrorArchiveOf(Key, name));

    [Theory]
    [InlineData("in/a.cbz", "a.cbz")]
    [InlineData("a.cbz", "a.cbz")]
    [InlineData("in/", "")]
    public void LastPart_Name_IsWhatFollowsTheLastSlash(string name, string part) => Assert.Equal(part, DataLayout.LastPart(name));

    [Theory]
    [InlineData("a.cbz", false)]
    [InlineData("a.part.cbz", false)]
    [InlineData("part", false)]
    [InlineData("a.part", true)]
    [InlineData("a.PART", true)]
    [InlineData("a.tmp", true)]
    [InlineData(".a.cbz", true)]
    [InlineData("a.cbz.info.json", true)]
    [InlineData("a.json", false)]
    public void IsIgnored_UnfinishedAndHidden(string name, bool isIgnored) => Assert.Equal(isIgnored, DataLayout.IsIgnored(name));

    [Theory]
    [InlineData("Tintin.cbz", 1, "Tintin.cbz")]
    [InlineData("Tintin.cbz", 2, "Tintin (2).cbz")]
    [InlineData("Tintin 1.5.cbz", 10, "Tintin 1.5 (10).cbz")]
    [InlineData("Tintin", 3, "Tintin (3)")]
    public void Numbered_SecondOfAName_HasItsNumber(string name, int number, string numbered) =>
        Assert.Equal(numbered, DataLayout.Numbered(name, number));

    [Theory]
    [InlineData('a', 1)]
    [InlineData('é', 2)]
    [InlineData('漫', 3)]
    public void OutOf_LongName_IsCutBetweenLettersAndFits(char letter, int bytes)
    {
        var name = DataLayout.LastPart(DataLayout.OutOf(Key, new string(letter, 250 / bytes) + ".cbz", null));
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 245, 255);
        Assert.StartsWith(new string(letter, 110 / bytes) + "__job-", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LongName_KeepsItsEndingAndLeavesRoom()
    {
        Assert.Equal("a.cbz", DataLayout.Fit("a.cbz", 10));
        Assert.Equal(new string('a', 241) + ".cbz", DataLayout.Fit(new string('a', 300) + ".cbz", 10));
        Assert.Equal(new string('a', 251) + ".cbz", DataLayout.Fit(new string('a', 251) + ".cbz", 0));

        // Half of a letter is not kept, nor half of a pair of surrogates.
        Assert.Equal(new string('é', 125) + ".cbz", DataLayout.Fit(new string('é', 200) + ".cbz", 0));
        Assert.Equal(
            string.Concat(Enumerable.Repeat("😀", 62)) + ".cbz",
            DataLayout.Fit(string.Concat(Enumerable.Repeat("😀", 100)) + ".cbz", 0)
        );

        // An "ending" of more than 32 bytes is a part of the name.
        Assert.Equal("a." + new string('x', 31), DataLayout.Fit("a." + new string('x', 31), 0));
        Assert.Equal(("a." + new string('x', 300))[..255], DataLayout.Fit("a." + new string('x', 300), 0));
    }

    [Theory]
    [InlineData(251, ".cbz", true)]
    [InlineData(252, ".cbz", false)]
    [InlineData(10, "", true)]
    public void FitsWith_NameAndEnding_FitUpTo255Bytes(int length, string ending, bool fits) =>
        Assert.Equal(fits, DataLayout.FitsWith(new string('a', length), ending));
}
