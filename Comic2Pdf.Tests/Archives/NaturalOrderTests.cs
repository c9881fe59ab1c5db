using Comic2Pdf.Processing.Archives;

namespace Comic2Pdf.Tests.Archives;

public sealed class NaturalOrderTests
{
    [Theory]
    [InlineData("2.jpg", "10.jpg")]
    [InlineData("page 9.jpg", "Page 10.jpg")]
    [InlineData("ch2/01.jpg", "ch10/01.jpg")]
    [InlineData("ch1/99.jpg", "ch2/01.jpg")]
    [InlineData("ch1\\99.jpg", "ch2\\01.jpg")]
    [InlineData("1.jpg", "1b.jpg")]
    [InlineData("1.jpg", "1-2.jpg")]
    [InlineData("007.jpg", "8.jpg")]
    [InlineData("99999999999999999999.jpg", "100000000000000000000.jpg")]
    [InlineData("a", "a/b")]
    public void Compare_EarlierAndLater_IsNegative(string earlier, string later)
    {
        Assert.True(NaturalOrder.Instance.Compare(earlier, later) < 0);
        Assert.True(NaturalOrder.Instance.Compare(later, earlier) > 0);
    }

    [Fact]
    public void Compare_SameNumberOtherSpelling_IsDecidedBySpelling()
    {
        Assert.NotEqual(0, NaturalOrder.Instance.Compare("01.jpg", "1.jpg"));
        Assert.Equal(0, NaturalOrder.Instance.Compare("1.jpg", "1.jpg"));
    }
}
