using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Recognition;
using Comic2Pdf.Processing.Text;

namespace Comic2Pdf.Tests.Ocr;

public sealed class RecognizerSetTests
{
    [Fact]
    public void Get_SameLanguages_SameEngine()
    {
        using var set = new RecognizerSet(_ => new Engine(), _ => true);

        var engine = set.Get("fra");
        set.Get("eng");

        Assert.Same(engine, set.Get("fra"));
    }

    [Fact]
    public void Get_MoreThanAreKept_TheOneAskedForLongestAgoIsGivenUp()
    {
        using var set = new RecognizerSet(_ => new Engine(), _ => true);
        Engine[] engines = [.. new[] { "fra", "eng", "deu", "spa", "ita" }.Select(l => (Engine)set.Get(l))];

        set.Get("fra");
        set.Get("rus");

        Assert.Equal([false, true, false, false, false], engines.Select(e => e.IsDisposed));
    }

    private sealed class Engine : ITextRecognizer
    {
        public bool IsDisposed { get; private set; }

        public IReadOnlyList<TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline) => [];

        public bool IsWord(string word) => false;

        public void Dispose() => IsDisposed = true;
    }
}
