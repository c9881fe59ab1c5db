using Comic2Pdf.Processing.Text;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.WebPage;

/// <summary>Books whose reading finds two balloons on each page, one of them not surely.</summary>
internal static class ReadBooks
{
    public static FakeBooks New() => new() { Text = Text };

    public static PageText Text(int index) =>
        new(300, 400, [Balloon($"BONJOUR PAGE {index + 1}", 30, 40, 92), Balloon("DÉJÀ LA PLUIE", 120, 300, 58)]);

    private static TextBlock Balloon(string text, double x, double y, double confidence)
    {
        var words = new List<TextWord>();
        foreach (var word in text.Split(' '))
        {
            words.Add(new TextWord(word, new Box(x, y, word.Length * 8, 16), confidence));
            x += (word.Length + 1) * 8;
        }

        return new TextBlock([TextLine.Around(new Baseline(words[0].Box.X, y + 16, words[^1].Box.Right, y + 16), words)]);
    }
}
