using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Ocr.Recognition;

namespace Comic2Pdf.Tests.Ocr;

public sealed class PageTextReaderTests
{
    public static TheoryData<string> Detectors => Engines.Detectors;

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Read_BalloonsSideBySide_EachInOnePieceInOrder(string detector)
    {
        using var page = new LetteredPage()
            .Balloon(320, 300, ["The lantern went out", "before we reached", "the northern gate."])
            .Balloon(860, 320, ["Nobody listens", "to the clockmaker."]);

        var text = LetteredPage.TextOf(Read(page.ToImage(), detector));

        Assert.Equal("The lantern went out\nbefore we reached\nthe northern gate.\n\nNobody listens\nto the clockmaker.", text);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Read_Manga_RightBalloonFirst(string detector)
    {
        using var page = new LetteredPage()
            .Balloon(320, 300, ["The lantern", "went out early."])
            .Balloon(860, 300, ["Nobody listens", "to the clockmaker."]);

        var text = LetteredPage.TextOf(Read(page.ToImage(), detector, new OcrOptions { RightToLeft = true }));

        Assert.StartsWith("Nobody listens", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classical", 0xFF101018, 0xFFFFFFFF)]
    [InlineData("learned", 0xFF101018, 0xFFFFFFFF)]
    [InlineData("learned", 0xFFFFEFA0, 0xFFC01828)]
    public void Read_LightOnDarkOrColored_ReadLikeBlackOnWhite(string detector, uint ground, uint ink)
    {
        using var page = new LetteredPage().Balloon(
            600,
            500,
            ["Three days earlier,", "somewhere in the", "mountains."],
            ground: ground,
            ink: ink
        );

        Assert.Equal("Three days earlier,\nsomewhere in the\nmountains.", LetteredPage.TextOf(Read(page.ToImage(), detector)));
    }

    [Fact]
    public void Read_SlantedBalloon_ReadAndBoxesOnTheLetters()
    {
        using var page = new LetteredPage().Balloon(600, 500, ["Three days earlier,", "somewhere in the", "mountains."], angle: 12);

        var text = Read(page.ToImage(), "learned");

        Assert.Equal("Three days earlier,\nsomewhere in the\nmountains.", LetteredPage.TextOf(text));
        var baseline = text.Blocks[0].Lines[0].Baseline;
        Assert.InRange(Math.Atan2(baseline.Y2 - baseline.Y1, baseline.X2 - baseline.X1) * 180 / Math.PI, 10, 14);
    }

    [Theory]
    [InlineData("learned", 1)]
    [InlineData("learned", 2)]
    [InlineData("learned", 3)]
    [InlineData("classical", 1)]
    public void Read_PageTurned_TurnedBackWithBoxesOfTheUprightPage(string detector, int turns)
    {
        using var page = new LetteredPage().Balloon(500, 300, ["The lantern went out", "before we reached", "the northern gate."]);
        var upright = page.ToImage();

        var text = Read(upright.Turn(4 - turns), detector);

        Assert.Equal(turns, text.QuarterTurns);
        Assert.Equal((upright.Width, upright.Height), (text.Width, text.Height));
        Assert.StartsWith("The lantern went out", LetteredPage.TextOf(text), StringComparison.Ordinal);
        Assert.InRange(text.Words.First().Box.Y, 200, 300);
    }

    [Fact]
    public void Read_RotationOff_StaysAsItIs()
    {
        using var page = new LetteredPage().Balloon(500, 300, ["The lantern went out", "before we reached", "the northern gate."]);

        Assert.Equal(0, Read(page.ToImage().Turn(1), "learned", new OcrOptions { RotatePages = false }).QuarterTurns);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Read_NoLettering_NoWords(string detector)
    {
        using var page = new LetteredPage();

        Assert.Empty(Read(page.ToImage(), detector).Words);
    }

    [Fact]
    public void Read_DeadlinePassed_Timeout()
    {
        using var page = new LetteredPage().Balloon(500, 300, ["The lantern went out"]);

        var fault = Assert.Throws<PageException>(() =>
            Read(page.ToImage(), "classical", new OcrOptions { PageDeadline = TimeSpan.FromTicks(1) })
        );

        Assert.Equal(ErrorCode.OcrTimeout, fault.Code);
    }

    [Fact]
    public void Read_MachineIsBusyWithOtherThings_PageHasItsTime()
    {
        using var page = new LetteredPage().Balloon(500, 300, ["The lantern went out"]).Balloon(500, 900, ["before we reached"]);
        using var found = Engines.Detector("classical");
        using var recognizer = new WaitingRecognizer(TimeSpan.FromSeconds(3));

        new PageTextReader(found, Engines.Only(recognizer)).Read(
            page.ToImage(),
            new OcrOptions { PageDeadline = TimeSpan.FromSeconds(2), RotatePages = false }
        );

        Assert.Equal(2, recognizer.Asked);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Read_HyphenatedWord_WholeWithBothBoxes(string detector)
    {
        using var page = new LetteredPage().Balloon(600, 500, ["This is not a catas-", "trophe but only", "a small mishap."]);

        var word = Assert.Single(Read(page.ToImage(), detector).Words, w => w.Text.StartsWith("catas", StringComparison.Ordinal));

        Assert.Equal("catastrophe", word.Text);
        Assert.True(word.Continuation!.Value.Y > word.Box.Y);
    }

    [Fact]
    public void Read_BlockReadsBadly_EachLineByItself()
    {
        using var page = new LetteredPage().Balloon(600, 500, ["Three days earlier,", "somewhere in the", "mountains."]);
        using var found = Engines.Detector("classical");
        using var recognizer = new LineRecognizer();

        var text = new PageTextReader(found, Engines.Only(recognizer)).Read(page.ToImage(), new OcrOptions());

        Assert.Equal("earlier\nearlier\nearlier", LetteredPage.TextOf(text));
    }

    /// <summary>Reads single lines well, and nothing else.</summary>
    private sealed class LineRecognizer : ITextRecognizer
    {
        public IReadOnlyList<Processing.Text.TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline) =>
            [
                new(
                    new Processing.Text.Baseline(0, 40, 100, 40),
                    30,
                    8,
                    [
                        new Processing.Text.TextWord(
                            "earlier",
                            new Processing.Text.Box(10, 10, 90, 38),
                            segmentation == Segmentation.Line ? 95 : 20
                        ),
                    ]
                ),
            ];

        public bool IsWord(string word) => false;

        public void Dispose() { }
    }

    /// <summary>Takes its time by the clock and none of the processor's.</summary>
    private sealed class WaitingRecognizer(TimeSpan wait) : ITextRecognizer
    {
        public int Asked { get; private set; }

        public IReadOnlyList<Processing.Text.TextLine> Recognize(GrayImage image, Segmentation segmentation, TimeSpan deadline)
        {
            using var never = new ManualResetEvent(false);
            never.WaitOne(wait);
            Asked++;
            return [];
        }

        public bool IsWord(string word) => false;

        public void Dispose() { }
    }

    private static Processing.Text.PageText Read(RgbImage page, string detector, OcrOptions? options = null)
    {
        using var found = Engines.Detector(detector);
        using var recognizer = Engines.Recognizer();
        return new PageTextReader(found, Engines.Only(recognizer)).Read(page, options ?? new OcrOptions());
    }
}
