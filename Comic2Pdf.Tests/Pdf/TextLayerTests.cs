using System.Globalization;
using System.Xml.Linq;
using Comic2Pdf.Processing.Ocr.Layout;
using Comic2Pdf.Processing.Pipeline;
using Comic2Pdf.Processing.Text;
using Comic2Pdf.Tests.Fixtures;

namespace Comic2Pdf.Tests.Pdf;

/// <summary>The invisible text, as programs that extract text see it.</summary>
public sealed class TextLayerTests(ImagesPool pool)
{
    private const int W = 900;
    private const int H = 1200;
    private const double Dpi = 150;

    private static readonly string[] Level = ["Où", "êtes-vous", "allée,", "Bécassine", "?"];
    private static readonly string[] Astral = ["進撃の巨人", "😀👍", "naïve", "Œuvre"];
    private static readonly string[] Slanted = ["VROOOM", "BANG", "crac"];

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(-8)]
    [InlineData(14)]
    [InlineData(-24)]
    [InlineData(30)]
    public async Task Finish_Words_AreFoundWholeAndInOrderByPoppler(double degrees)
    {
        using var book = await MakeAsync(Sample(degrees));

        var text = ImagesTool.Run("pdftotext", "-raw", book.Pdf, "-");
        Assert.Equal([.. Level, .. Astral, .. Slanted], text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(string.Join(' ', Level[..3]), text, StringComparison.Ordinal);
        Assert.Contains(string.Join(' ', Astral), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(-24)]
    [InlineData(-27)]
    [InlineData(30)]
    [InlineData(63)]
    public async Task Finish_SlantedWords_AreFoundWholeWhereOrderIsGuessed(double degrees)
    {
        using var book = await MakeAsync(Sample(degrees));

        var words = ImagesTool.Run("pdftotext", book.Pdf, "-").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Sample().Words.Select(w => w.Text).Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("pdftotext", "{0}", "-")]
    [InlineData("pdftotext", "-raw", "{0}", "-")]
    [InlineData("mutool", "draw", "-q", "-F", "txt", "{0}", "1")]
    public async Task Finish_BalloonsSideBySide_EachComesInOnePiece(string tool, params string[] arguments)
    {
        // Lines of unlike heights, as letters happen to reach up and down, and balloons whose lines stand at nearly the same heights.
        var balloons = new[] { (X: 60, Y: 100), (X: 520, Y: 112), (X: 60, Y: 640), (X: 500, Y: 655) };
        var text = new PageText(
            W,
            H,
            [.. balloons.Select((b, i) => new TextBlock([.. Enumerable.Range(0, 4).Select(l => Balloon(b.X, b.Y, i, l))]))]
        );
        using var book = await MakeAsync(text);

        var read = ImagesTool.Run(tool, [.. arguments.Select(a => string.Format(CultureInfo.InvariantCulture, a, book.Pdf))]);
        var expected = Enumerable
            .Range(0, 4)
            .Select(i => string.Join(' ', Enumerable.Range(0, 4).Select(l => $"one{i}{l} two{i}{l} three{i}{l}")))
            .ToArray();
        var words = string.Join(' ', read.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(expected, e => Assert.Contains(e, words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pdftotext", "{0}", "-")]
    [InlineData("pdftotext", "-raw", "{0}", "-")]
    [InlineData("mutool", "draw", "-q", "-F", "txt", "{0}", "1")]
    public async Task Finish_WordsWhoseBoxesTouch_StayApart(string tool, params string[] arguments)
    {
        // Slanted letters: the box of a word begins where that of the word before ends.
        var plain = Line(100, 120, 0, ["Clap", "clap", "tout", "bas"]);
        var touching = plain with { Words = [.. plain.Words.Select((w, i) => w with { Box = w.Box with { X = 100 + (80 * i) } })] };
        using var book = await MakeAsync(new PageText(W, H, [new TextBlock([touching])]));

        var read = ImagesTool.Run(tool, [.. arguments.Select(a => string.Format(CultureInfo.InvariantCulture, a, book.Pdf))]);

        Assert.Equal("Clap clap tout bas", read.Trim());
    }

    [Fact]
    public async Task Finish_SteepLinesThatEndLevelWithEachOther_WordsStayApart()
    {
        var first = Line(100, 600, 27, ["ARRETEZ", "CETTE"]);
        var (end, baseline) = (first.Words[^1].Box.Right, first.Baseline.At(first.Words[^1].Box.X));
        using var book = await MakeAsync(new PageText(W, H, [new TextBlock([first, Line(end, baseline, 27, ["PAS"])])]));

        Assert.Equal(
            ["ARRETEZ", "CETTE", "PAS"],
            ImagesTool.Run("pdftotext", book.Pdf, "-").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order()
        );
    }

    [Fact]
    public async Task Finish_Words_LieOnTheirBoxes()
    {
        var sample = Sample();
        using var book = await MakeAsync(sample);

        var seen = PopplerWords(book);
        foreach (var line in sample.Blocks.SelectMany(b => b.Lines))
        {
            var isLevel = line.Baseline.Y1 == line.Baseline.Y2;
            foreach (var word in line.Words)
            {
                Assert.True(seen.Any(w => w.Text == word.Text), $"{word.Text} in {string.Join(' ', seen.Select(w => w.Text))}");
                var box = seen.Single(w => w.Text == word.Text).Box;
                Assert.InRange(box.X, word.Box.X - (isLevel ? 2 : line.Ascent * 0.2), word.Box.X + 2);
                Assert.InRange(box.Right, word.Box.Right - 2, word.Box.Right + (isLevel ? 2 : line.Ascent * 0.2));
                if (isLevel)
                {
                    Assert.InRange(box.Y, word.Box.Y - 2, word.Box.Y + 2);
                    Assert.InRange(box.Bottom, word.Box.Bottom - 2, word.Box.Bottom + 2);
                    Assert.True(Iou(box, word.Box) > 0.9, $"{word.Text}: {box} over {word.Box}");
                }
                else
                {
                    Assert.True(Iou(box, word.Box) > 0.65, $"{word.Text}: {box} over {word.Box}");
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(-8)]
    [InlineData(14)]
    [InlineData(-24)]
    [InlineData(30)]
    public async Task Finish_Words_AreFoundWholeAndInOrderByMupdf(double degrees)
    {
        using var book = await MakeAsync(Sample(degrees));

        var stext = XDocument.Parse(ImagesTool.Run("mutool", "draw", "-q", "-F", "stext", book.Pdf, "1"));
        var lines = stext
            .Descendants("line")
            .Select(l => string.Concat(l.Descendants("char").Select(c => c.Attribute("c")!.Value)))
            .ToList();
        var words = string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([.. Level, .. Astral, .. Slanted], words);
    }

    [Theory]
    [InlineData("pdftotext", "{0}", "-")]
    [InlineData("pdftotext", "-raw", "{0}", "-")]
    [InlineData("mutool", "draw", "-q", "-F", "txt", "{0}", "1")]
    public async Task Finish_Columns_PhrasesAreFoundAsPrinted(string tool, params string[] arguments)
    {
        using var book = await MakeAsync(Columns());

        var read = ImagesTool.Run(tool, [.. arguments.Select(a => string.Format(CultureInfo.InvariantCulture, a, book.Pdf))]);

        Assert.All(Columns().Words, w => Assert.Contains(w.Text, read, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finish_Columns_LieOnTheirBoxes()
    {
        using var book = await MakeAsync(Columns());

        var seen = PopplerWords(book);

        Assert.All(Columns().Words, w => Assert.True(Iou(seen.Single(s => s.Text == w.Text).Box, w.Box) > 0.8, w.Text));
    }

    [Fact]
    public async Task Finish_Text_IsInvisible()
    {
        using var plain = await MakeAsync(null);
        using var book = await MakeAsync(Sample());

        plain.Render(W / 4, H / 4).AssertSame(book.Render(W / 4, H / 4));
        Assert.Empty(ImagesTool.Run("pdftotext", plain.Pdf, "-").Trim());
    }

    [Fact]
    public async Task Finish_TurnedPage_HasTextWhereItIsSeen()
    {
        // Stored lying on its side: text is measured on the page as shown.
        var jpeg = ImagesJpeg.WithExif(ImagesRaster.Flat(H, W).ToVips().JpegsaveBuffer(), ImagesJpeg.Exif(6));
        using var book = await MakeAsync(Sample(), ("1.jpg", jpeg));

        var word = Assert.Single(PopplerWords(book), w => w.Text == "Bécassine");
        var expected = Sample().Words.Single(w => w.Text == "Bécassine").Box;
        Assert.True(Iou(word.Box, expected) > 0.9, $"{word.Box} over {expected}");
    }

    private async Task<ImagesBook> MakeAsync(PageText? text, params (string Name, byte[] Data)[] entries)
    {
        var book = new ImagesBook(pool);
        ImagesBook.Zip(book.Archive, entries.Length > 0 ? entries : [("1.png", ImagesPng.Rgb(ImagesRaster.Flat(W, H)).Build())]);
        var token = TestContext.Current.CancellationToken;
        var manifest = await new ComicPreparer(pool.Workers).PrepareAsync(book.Archive, book.Pdf, "book", book.Options, null, token);
        ComicFinisher.Finish(book.Pdf, manifest, [text], 0);
        ImagesTool.Run("qpdf", "--check", book.Pdf);
        return book;
    }

    /// <summary>A balloon of two columns, the right one first.</summary>
    private static PageText Columns() =>
        new(
            W,
            H,
            [
                new TextBlock([
                    .. new[] { ("今日は天気が", 400), ("いいですね", 350) }.Select(c =>
                        CjkScript.AsColumn(
                            TextLine.Around(
                                new Baseline(c.Item2, 200, c.Item2, 200),
                                [new TextWord(c.Item1, new Box(c.Item2, 200, 40, 40 * c.Item1.Length), 95)]
                            )
                        )
                    ),
                ]),
            ]
        );

    /// <summary>Two balloons and a sound effect that rises.</summary>
    private static PageText Sample(double degrees = 8) =>
        new(
            W,
            H,
            [
                new TextBlock([Line(100, 120, 0, Level[..3]), Line(110, 170, 0, Level[3..])]),
                new TextBlock([Line(500, 320, 0, Astral)]),
                new TextBlock([Line(150, 800, degrees, Slanted)]),
            ]
        );

    /// <summary>A line of three words in a balloon; every other has no letters that reach up or down.</summary>
    private static TextLine Balloon(double x, double y, int balloon, int line)
    {
        var plain = Line(x, y + (line * 44), 0, [$"one{balloon}{line}", $"two{balloon}{line}", $"three{balloon}{line}"]);
        return line % 2 == 0
            ? plain
            : plain with
            {
                Ascent = 22,
                Descent = 2,
                Words = [.. plain.Words.Select(w => w with { Box = w.Box with { Y = w.Box.Y + 6, Height = 24 } })],
            };
    }

    /// <param name="x">Where its baseline begins.</param>
    /// <param name="y">Where its baseline begins.</param>
    /// <param name="degrees">By how much it rises.</param>
    /// <param name="words">The words, 20 pixels wide for each letter, 15 apart.</param>
    private static TextLine Line(double x, double y, double degrees, string[] words)
    {
        const double Ascent = 28,
            Descent = 8;
        var tan = Math.Tan(degrees * Math.PI / 180);
        var (start, at) = (x, x);
        var boxes = new List<TextWord>();
        foreach (var word in words)
        {
            var width = 20.0 * word.EnumerateRunes().Count();
            var (left, right) = (y - ((at - start) * tan), y - ((at + width - start) * tan));
            boxes.Add(new TextWord(word, new Box(at, right - Ascent, width, left - right + Ascent + Descent), 90));
            at += width + 15;
        }

        return new TextLine(new Baseline(start, y, at - 15, y - ((at - 15 - start) * tan)), Ascent, Descent, boxes);
    }

    private static List<(string Text, Box Box)> PopplerWords(ImagesBook book)
    {
        var file = Path.Combine(book.Folder, "words.html");
        ImagesTool.Run("pdftotext", "-bbox", book.Pdf, file);
        XNamespace html = "http://www.w3.org/1999/xhtml";
        return
        [
            .. XDocument
                .Parse(File.ReadAllText(file))
                .Descendants(html + "word")
                .Select(w =>
                {
                    double Pixels(string side) => double.Parse(w.Attribute(side)!.Value, CultureInfo.InvariantCulture) * Dpi / 72;
                    return (
                        w.Value,
                        new Box(Pixels("xMin"), Pixels("yMin"), Pixels("xMax") - Pixels("xMin"), Pixels("yMax") - Pixels("yMin"))
                    );
                }),
        ];
    }

    private static double Iou(Box a, Box b)
    {
        var width = Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y);
        var common = Math.Max(0, width) * Math.Max(0, height);
        return common / ((a.Width * a.Height) + (b.Width * b.Height) - common);
    }
}
