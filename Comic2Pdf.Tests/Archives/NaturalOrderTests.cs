using Comic2Pdf.Processing.Archives;
using CsCheck;

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
    [InlineData("Vol1/cover.jpg", "Vol1/ch1/1.jpg")]
    [InlineData("zz.jpg", "a/1.jpg")]
    [InlineData("第２話/1.jpg", "第１０話/1.jpg")]
    [InlineData("第9話/1.jpg", "第１０話/1.jpg")]
    [InlineData("٢.jpg", "١٠.jpg")]
    [InlineData("第二話/1.jpg", "第十話/1.jpg")]
    [InlineData("第九話/1.jpg", "第十一話/1.jpg")]
    [InlineData("第十九話/1.jpg", "第二十話/1.jpg")]
    [InlineData("第九十九話/1.jpg", "第百話/1.jpg")]
    [InlineData("第九話/1.jpg", "第一〇話/1.jpg")]
    [InlineData("②.jpg", "⑩.jpg")]
    [InlineData("Ⅳ.jpg", "Ⅸ.jpg")]
    [InlineData("ch1.cbz/1.jpg", "ch1-2.cbz/1.jpg")]
    public void Compare_EarlierAndLater_IsNegative(string earlier, string later)
    {
        Assert.True(NaturalOrder.Instance.Compare(earlier, later) < 0);
        Assert.True(NaturalOrder.Instance.Compare(later, earlier) > 0);
    }

    [Fact]
    public void Compare_AnyThreeNames_IsAnOrder()
    {
        // Numbers of several scripts among letters: each compared with each must give one line.
        const string Characters = "19１９一十①aｂ _話丂/.";
        var name = Gen.Int[0, Characters.Length - 1].Array[0, 5].Select(picked => string.Concat(picked.Select(i => Characters[i])));
        Gen.Select(name, name, name)
            .Sample(
                (a, b, c) =>
                {
                    string[] sorted = [a, b, c];
                    Array.Sort(sorted, NaturalOrder.Instance);
                    return NaturalOrder.Instance.Compare(sorted[0], sorted[2]) <= 0
                        && Math.Sign(NaturalOrder.Instance.Compare(a, b)) == -Math.Sign(NaturalOrder.Instance.Compare(b, a));
                }
            );
    }

    [Fact]
    public void Compare_SameNumberOtherSpelling_IsDecidedBySpelling()
    {
        Assert.NotEqual(0, NaturalOrder.Instance.Compare("01.jpg", "1.jpg"));
        Assert.Equal(0, NaturalOrder.Instance.Compare("1.jpg", "1.jpg"));
    }
}
