using Comic2Pdf.Functions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Logging;

[Trait("Storage", "files")]
public sealed class LogLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsDue_SameFaultAgain_OnceAMinute()
    {
        var limit = new LogLimit(_time);
        Assert.True(limit.IsDue("a", new IOException()));
        Assert.False(limit.IsDue("a", new IOException()));
        Assert.True(limit.IsDue("b", new IOException()));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(limit.IsDue("a", new IOException()));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(limit.IsDue("a", new IOException()));
    }

    [Fact]
    public void IsDue_OtherFaultOrAfterSuccess_IsNews()
    {
        var limit = new LogLimit(_time);
        Assert.True(limit.IsDue("a", new IOException()));
        Assert.True(limit.IsDue("a", new UnauthorizedAccessException()));
        limit.Clear("a");
        Assert.True(limit.IsDue("a", new UnauthorizedAccessException()));
    }
}
