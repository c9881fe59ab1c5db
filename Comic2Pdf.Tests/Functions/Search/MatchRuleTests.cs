using Comic2Pdf.Functions.Search;

namespace Comic2Pdf.Tests.Functions.Search;

public sealed class MatchRuleTests
{
    [Fact]
    public void Exact_Words_AreAllAskedFor() => Assert.Equal("\"mille\" AND \"sabords\"", MatchRule.Exact(["mille", "sabords"]));

    [Fact]
    public void Prefix_OneLetter_IsAWordOfItsOwn() => Assert.Equal("\"a\" AND \"sab\"*", MatchRule.Prefix(["a", "sab"]));

    [Fact]
    public void Close_Words_AreAlternatives() =>
        Assert.Equal("(\"mille\"* OR \"mi11e\") AND (\"a\")", MatchRule.Close(["mille", "a"], w => w == "mille" ? ["mi11e"] : []));

    [Fact]
    public void Exact_QuoteInAWord_StaysInIt() => Assert.Equal("\"a\"\"b\"", MatchRule.Exact(["a\"b"]));
}
