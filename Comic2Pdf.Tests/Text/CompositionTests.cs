using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Text;

public sealed class CompositionTests
{
    [Theory]
    [InlineData("de\u0301ja\u0300", "d\u00e9j\u00e0")]
    [InlineData("E\u0302TRE", "\u00caTRE")]
    [InlineData("Gl\u0075\u0308ck", "Gl\u00fcck")]
    [InlineData("a\u0302\u0303", "\u1eab")]
    [InlineData("\u304b\u3099", "\u304c")]
    [InlineData("\u0435\u0308", "\u0451")]
    public void Compose_LetterAndMark_AreOne(string apart, string one) => Assert.Equal(one, Composition.Compose(apart));

    [Theory]
    [InlineData("")]
    [InlineData("d\u00e9j\u00e0 vu")]
    [InlineData("\u0301e")]
    [InlineData("x\u0301")]
    [InlineData("\u4eca\u65e5")]
    public void Compose_NothingToJoin_StaysAsItIs(string text) => Assert.Equal(text, Composition.Compose(text));
}
