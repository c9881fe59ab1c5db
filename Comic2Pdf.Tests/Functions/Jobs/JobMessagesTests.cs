using Comic2Pdf.Functions.Jobs;

namespace Comic2Pdf.Tests.Functions.Jobs;

/// <summary>The runbook names how messages begin.</summary>
[Trait("Storage", "files")]
public sealed class JobMessagesTests
{
    [Theory]
    [InlineData("waits for room or rights, and goes on by itself: no space left", true)]
    [InlineData("paused: ocr_concurrency was lowered", true)]
    [InlineData("was interrupted, and goes on by itself: Exited with code 137", false)]
    [InlineData("attempt 1 of 3 failed: waits for room", false)]
    [InlineData(null, false)]
    public void IsWaiting_Message_SaysWhetherItWaitsForSomethingOutside(string? message, bool isWaiting) =>
        Assert.Equal(isWaiting, JobMessages.IsWaiting(message));
}
