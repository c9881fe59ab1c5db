using System.Text.Json;
using Comic2Pdf.Functions.Contracts;
using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Jobs;

[Trait("Storage", "files")]
public sealed class SlotTests
{
    [Theory]
    [InlineData("PREP.2a7f-p1", "PREP", "2a7f-p1")]
    [InlineData("OCR.a.b", "OCR", "a.b")]
    public void Parse_Text_IsWrittenTheSame(string text, string stage, string token)
    {
        var slot = Slot.Parse(text);
        Assert.Equal(new Slot(stage, token), slot);
        Assert.Equal(text, slot!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PREP")]
    [InlineData("PREP.")]
    [InlineData(".2a7f-p1")]
    public void Parse_NoSlot_IsNull(string? text) => Assert.Null(Slot.Parse(text));

    [Theory]
    [InlineData("{\"Kind\":\"request\",\"JobKey\":\"a\",\"Slot\":\"PREP.2a7f-p1\",\"Limits\":null}")]
    [InlineData("{\"Kind\":\"leave\",\"JobKey\":\"a\",\"Slot\":null,\"Limits\":null}")]
    public void Json_OfAMessage_IsAsHistoriesHaveIt(string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<AdmissionMessage>(json)));

    [Fact]
    public void Json_TextThatIsNoSlot_IsNoneAndNoFault() =>
        Assert.Null(JsonSerializer.Deserialize<JobSignal>("{\"Kind\":\"granted\",\"Slot\":\"nonsense\"}")!.Slot);
}
