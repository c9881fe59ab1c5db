using System.Buffers.Binary;
using Comic2Pdf.Cli.Maintenance.Checks;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Tests.Cli.Maintenance.Checks;

public sealed class TrainedDataRuleTests
{
    [Theory]
    [InlineData(2, 20, 21, true)]
    [InlineData(2, 20, 20, false)] // Cut before the last part.
    [InlineData(0, 20, 100, false)]
    [InlineData(65, 20, 100, false)]
    [InlineData(-1, 20, 100, false)]
    [InlineData(2, -1, 100, false)] // Without a part.
    public void IsWhole_PartsAndLength_AreCompared(int parts, long last, long length, bool isWhole)
    {
        var head = new byte[20];
        BinaryPrimitives.WriteInt32LittleEndian(head, parts);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(4), -1);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(12), last);
        Assert.Equal(isWhole, TrainedDataRule.IsWhole(head, length));
        Assert.False(TrainedDataRule.IsWhole(head.AsSpan(0, 19), length));
        Assert.False(TrainedDataRule.IsWhole([], length));
    }

    [Fact]
    public void IsWhole_InstalledLanguages_AllAre()
    {
        var engine = TesseractInstallation.Find();
        foreach (var path in engine.Languages.Select(l => Path.Combine(engine.DataPath, l + ".traineddata")))
        {
            var content = File.ReadAllBytes(path);
            var head = content.AsSpan(0, Math.Min(content.Length, TrainedDataRule.HeadLength));
            Assert.True(TrainedDataRule.IsWhole(head, content.Length), path);
            Assert.False(TrainedDataRule.IsWhole(head, 1000), path);
        }
    }
}
