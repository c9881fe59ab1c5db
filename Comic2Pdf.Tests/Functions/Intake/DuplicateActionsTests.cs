using System.Text.Json;
using Comic2Pdf.Functions.Intake;
using Comic2Pdf.Functions.Storage;

namespace Comic2Pdf.Tests.Functions.Intake;

[Trait("Storage", "files")]
public sealed class DuplicateActionsTests
{
    [Theory]
    [InlineData("{\"action\": \"DISCARD\"}", DuplicateAction.Discard)]
    [InlineData("{\"note\": 1, \"Action\": \"USE_EXISTING_RESULT\"}", DuplicateAction.UseExisting)]
    [InlineData("{\"action\": \"FORCE_REPROCESS\"}", DuplicateAction.Force)]
    [InlineData("{\"action\": \"KEEP\", \"ACTION\": \"DISCARD\"}", DuplicateAction.Discard)]
    [InlineData("{\"action\": \"discard\"}", null)]
    [InlineData("{\"action\": \"Discard\"}", null)]
    [InlineData("{\"action\": 1}", null)]
    [InlineData("{\"action\": \"\"}", null)]
    [InlineData("{}", null)]
    [InlineData("[\"DISCARD\"]", null)]
    [InlineData("\"DISCARD\"", null)]
    [InlineData("{\"action\": ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Parse_Body_IsItsActionOrNone(string? body, DuplicateAction? action) => Assert.Equal(action, DuplicateActions.Parse(body));

    [Fact]
    public void All_AsJson_AreTheContractsNames()
    {
        Assert.Equal(
            "[\"USE_EXISTING_RESULT\",\"DISCARD\",\"FORCE_REPROCESS\"]",
            JsonSerializer.Serialize(DuplicateActions.All, Json.Line)
        );
        Assert.Equal("USE_EXISTING_RESULT, DISCARD, FORCE_REPROCESS", DuplicateActions.Names);
    }
}
