using Comic2Pdf.Functions.Housekeeping;

namespace Comic2Pdf.Tests.Functions.Housekeeping;

[Trait("Storage", "files")]
public sealed class RetentionRuleTests
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("DONE", 7, 7, true)]
    [InlineData("DONE", 7, 6.99, false)]
    [InlineData("DONE", 0, 0, true)]
    [InlineData("ERROR_OCR", 7, 7, true)]
    [InlineData("ERROR_OCR", 7, 6.99, false)]
    [InlineData("ERROR_PREP", 0, 0.99, false)]
    [InlineData("ERROR_PREP", 0, 1, true)]
    [InlineData("OCR_RUNNING", 7, 100, false)]
    public void IsWorkExpired_StateAndAge_AsTheSettingSays(string state, int keepDays, double age, bool isExpired) =>
        Assert.Equal(isExpired, RetentionRule.IsWorkExpired(JobStatuses.In(state, Now - TimeSpan.FromDays(age)).Job, keepDays, Now));

    [Theory]
    [InlineData("DONE", 90, 91, true)]
    [InlineData("ERROR_OCR", 90, 91, true)]
    [InlineData("DONE", 90, 90, false)]
    [InlineData("OCR_RUNNING", 90, 91, false)]
    [InlineData("DONE", 0, 100, false)]
    public void IsHistoryExpired_StateAndAge_AsTheSettingSays(string state, int historyDays, double age, bool isExpired) =>
        Assert.Equal(isExpired, RetentionRule.IsHistoryExpired(JobStatuses.In(state, Now - TimeSpan.FromDays(age)).Job, historyDays, Now));

    [Theory]
    [InlineData(".0123456789abcdef0123456789abcdef.tmp", true)]
    [InlineData(".0123456789abcdef0123456789abcdef.part", true)]
    [InlineData(".0123456789abcdef0123456789abcdef.cbz", false)]
    [InlineData(".0123456789abcdef0123456789abcdef", false)]
    [InlineData(".0123456789abcdef0123456789abcde.part", false)]
    [InlineData(".0123456789abcdef0123456789abcdez.part", false)]
    [InlineData("0123456789abcdef0123456789abcdef.part", false)]
    [InlineData("x0123456789abcdef0123456789abcdef.part", false)]
    [InlineData(".part", false)]
    [InlineData("", false)]
    public void IsTemporaryName_OursOnly(string name, bool isOurs) => Assert.Equal(isOurs, RetentionRule.IsTemporaryName(name));
}
