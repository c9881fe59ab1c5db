using System.Buffers.Binary;
using Comic2Pdf.Processing.Images;
using Comic2Pdf.Processing.Ocr;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Tests.Ocr;

public sealed class ResolutionTagTests
{
    [Fact]
    public void Read_ResolutionTagChanged_SameWordsAndBoxes()
    {
        using var page = new LetteredPage().Balloon(500, 300, ["The lantern went out", "before we reached"]);
        var low = page.ToJpeg();
        var high = low.ToArray();
        Assert.Equal("JFIF"u8, low.AsSpan(6, 4));
        SetDensity(low, 30);
        SetDensity(high, 1200);

        Assert.Equal(Read(low), Read(high));
        Assert.NotEmpty(Read(low));
    }

    private static void SetDensity(byte[] jpeg, ushort dpi)
    {
        jpeg[13] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(14), dpi);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(16), dpi);
    }

    private static string[] Read(byte[] jpeg)
    {
        using var detector = new Processing.Ocr.Detection.ClassicalTextDetector();
        using var recognizer = Engines.Recognizer();
        var image = RgbDecoder.Decode([jpeg], Orientation.TopLeft, 1_000_000_000, out _);
        return [.. new PageTextReader(detector, Engines.Only(recognizer)).Read(image, new OcrOptions()).Words.Select(w => w.ToString())];
    }
}
