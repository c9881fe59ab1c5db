namespace Comic2Pdf.Tests.Ocr.Detection;

public sealed class LearnedTextDetectorTests
{
    [Fact]
    public void Detect_SmallPrintOnALargePage_IsFoundByTheSecondLook()
    {
        using var detector = Engines.Detector("learned");
        using var page = new LetteredPage(2000, 2800).Balloon(
            1000,
            2600,
            ["March 2015 - Art & Scenario: Ada Lantern, corrections: Joe Gate"],
            ground: 0xFF808A94,
            ink: 0xFFFFFFFF,
            size: 22
        );

        var found = detector.Detect(page.ToImage());

        Assert.NotEmpty(found);
        Assert.All(found, r => Assert.InRange(r.CenterY, 2570, 2630));
        Assert.True(found.Max(r => r.Bounds.Right) - found.Min(r => r.Bounds.X) > 300);
    }
}
