using Comic2Pdf.Functions.Search;

namespace Comic2Pdf.Tests.Functions.Search;

public sealed class OneEditRuleTests
{
    [Theory]
    [InlineData("milou", "milou", true)]
    [InlineData("milou", "mi1ou", true)]
    [InlineData("milou", "ilou", true)]
    [InlineData("milou", "milo", true)]
    [InlineData("milou", "miloux", true)]
    [InlineData("milou", "xmilou", true)]
    [InlineData("milou", "mliou", true)]
    [InlineData("milou", "miluo", true)]
    [InlineData("milou", "imolu", false)]
    [InlineData("milou", "mi1o", false)]
    [InlineData("milou", "m1l0u", false)]
    [InlineData("milou", "milouxx", false)]
    [InlineData("abc", "cba", false)]
    [InlineData("a", "", true)]
    [InlineData("", "", true)]
    public void IsClose_TwoWords_CountsOneMistake(string a, string b, bool isClose)
    {
        Assert.Equal(isClose, OneEditRule.IsClose(a, b));
        Assert.Equal(isClose, OneEditRule.IsClose(b, a));
    }

    [Theory]
    [InlineData("ça", false)]
    [InlineData("oui", true)]
    public void IsFor_ShortWords_AreLeftAlone(string word, bool isFor) => Assert.Equal(isFor, OneEditRule.IsFor(word));
}
