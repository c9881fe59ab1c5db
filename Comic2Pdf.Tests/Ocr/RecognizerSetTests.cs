using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr;

public sealed class RecognizerSetTests
{
    [Fact]
    public void Engine_SameLanguages_SameEngine()
    {
        using var set = new RecognizerSet(_ => new FakeEngine(), _ => true);

        var engine = set.Engine("fra");
        set.Engine("eng");

        Assert.Same(engine, set.Engine("fra"));
    }

    [Fact]
    public void Engine_MoreThanAreKept_TheOneAskedForLongestAgoIsGivenUp()
    {
        using var set = new RecognizerSet(_ => new FakeEngine(), _ => true);
        FakeEngine[] engines = [.. new[] { "fra", "eng", "deu", "spa", "ita" }.Select(l => (FakeEngine)set.Engine(l))];

        set.Engine("fra");
        set.Engine("rus");

        Assert.Equal([false, true, false, false, false], engines.Select(e => e.IsDisposed));
    }

    private sealed class FakeEngine : ITextRecognizer
    {
        public bool IsDisposed { get; private set; }

        public IReadOnlyList<TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline) => [];

        public bool IsWord(string word) => false;

        public void Dispose() => IsDisposed = true;
    }
}
