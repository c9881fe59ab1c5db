namespace Comic2Pdf.Tests.Functions;

/// <summary>A clock that shows another time of another day, and goes as fast as the real one.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;

    /// <summary>A clock so many days later that is three seconds before the full hour: what is due then runs soon.</summary>
    public static ShiftedTime BeforeTheHour(int days)
    {
        var now = System.GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        return new ShiftedTime(hour - now + TimeSpan.FromDays(days) - TimeSpan.FromSeconds(3));
    }
}
