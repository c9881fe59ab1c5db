using System.Globalization;
using NCrontab;

namespace Comic2Pdf.LocalRuntime.Triggers;

/// <summary>When a timer function runs: six NCRONTAB fields (seconds first), five (without seconds), or a time span. All in UTC.</summary>
internal abstract class TimerSchedule
{
    /// <exception cref="FormatException">The expression is neither.</exception>
    public static TimerSchedule Parse(string expression)
    {
        if (TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
        {
            return new Interval(interval);
        }

        var withSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
        return CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = withSeconds }) is { } cron
            ? new Cron(cron)
            : throw new FormatException($"'{expression}' is neither an NCRONTAB expression nor a time span.");
    }

    /// <summary>The first occurrence after the given time.</summary>
    public abstract DateTime Next(DateTime after);

    private sealed class Cron(CrontabSchedule schedule) : TimerSchedule
    {
        public override DateTime Next(DateTime after) => DateTime.SpecifyKind(schedule.GetNextOccurrence(after), DateTimeKind.Utc);
    }

    private sealed class Interval(TimeSpan interval) : TimerSchedule
    {
        public override DateTime Next(DateTime after) => after + interval;
    }
}
