using System.Threading.Channels;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Comic2Pdf.LocalRuntime.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Triggers;

public sealed class TimerTriggerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 30, TimeSpan.Zero));

    [Theory]
    [InlineData("0 */5 * * * *", "2030-01-01T00:05:00Z", "2030-01-01T00:10:00Z")]
    [InlineData("15 30 4 * * 1-5", "2030-01-01T04:30:15Z", "2030-01-02T04:30:15Z")]
    [InlineData("*/5 * * * *", "2030-01-01T00:05:00Z", "2030-01-01T00:10:00Z")]
    [InlineData("00:30:00", "2030-01-01T00:30:30Z", "2030-01-01T01:00:30Z")]
    public void Parse_Expressions_GiveTheNextOccurrences(string expression, string first, string second)
    {
        var schedule = TimerSchedule.Parse(expression);

        var next = schedule.Next(_time.GetUtcNow().UtcDateTime);
        Assert.Equal(DateTimeOffset.Parse(first).UtcDateTime, next);
        Assert.Equal(DateTimeOffset.Parse(second).UtcDateTime, schedule.Next(next));
    }

    [Theory]
    [InlineData("every day")]
    [InlineData("61 * * * * *")]
    [InlineData("")]
    public void Parse_Nonsense_Throws(string expression) => Assert.Throws<FormatException>(() => TimerSchedule.Parse(expression));

    [Fact]
    public async Task Timer_ScheduleFromASetting_RunsAtEachOccurrence()
    {
        var runs = Functions.Reset();
        await using var host = await StartAsync(TestHost.NewDirectory());

        for (var minute = 1; minute <= 3; minute++)
        {
            await WaitForTimerAsync(host);
            _time.Advance(TimeSpan.FromMinutes(minute == 1 ? 0.5 : 1));
            var run = await runs.Reader.ReadAsync(TestHost.Timeout);
            Assert.Equal((_time.GetUtcNow(), false), (run.At, run.Info.IsPastDue));
        }
    }

    [Fact]
    public async Task Timer_Throws_RunsAgainTheNextTime()
    {
        var runs = Functions.Reset(failures: 1);
        await using var host = await StartAsync(TestHost.NewDirectory());

        await WaitForTimerAsync(host);
        _time.Advance(TimeSpan.FromSeconds(30));
        await runs.Reader.ReadAsync(TestHost.Timeout);
        await WaitForTimerAsync(host);
        _time.Advance(TimeSpan.FromMinutes(1));
        await runs.Reader.ReadAsync(TestHost.Timeout);

        Assert.Contains(host.Logs.Entries, e => e.EventId == 600);
    }

    [Fact]
    public async Task Timer_DueWhileTheHostWasDown_RunsAtTheStartAsPastDue()
    {
        var runs = Functions.Reset();
        var directory = TestHost.NewDirectory();
        await using (var host = await StartAsync(directory))
        {
            await WaitForTimerAsync(host);
        }

        _time.Advance(TimeSpan.FromHours(1));
        await using var next = await StartAsync(directory);

        Assert.True((await runs.Reader.ReadAsync(TestHost.Timeout)).Info.IsPastDue);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(-30_000)]
    [InlineData(30_000)]
    public async Task Timer_ClockIsSet_RunsWithinItsInterval(int minutes)
    {
        var clock = new SettableClock(_time);
        var runs = Functions.Reset();
        await using var host = await TestHost.StartAsync(
            typeof(Functions),
            configure: b => b.Configuration.AddInMemoryCollection([new("Every", "*/5 * * * * *")]),
            time: clock
        );

        while (clock.Waiting == 0)
        {
            await Task.Yield();
        }

        clock.Set(TimeSpan.FromMinutes(minutes));

        // By the old clock it would run when all these minutes have passed.
        var waited = 0;
        while (runs.Reader.Count == 0)
        {
            Assert.True(waited++ < 20, "20 seconds have passed");
            while (clock.Waiting == 0 && runs.Reader.Count == 0)
            {
                await Task.Yield();
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Timer_RunOnStartup_RunsAtOnce()
    {
        var runs = Functions.Reset();
        await using var host = await TestHost.StartAsync(typeof(AtStartup), time: _time);

        Assert.False((await runs.Reader.ReadAsync(TestHost.Timeout)).Info.IsPastDue);
    }

    private Task<TestHost> StartAsync(string directory) =>
        TestHost.StartAsync(
            typeof(Functions),
            configure: b => b.Configuration.AddInMemoryCollection([new("Every", "0 * * * * *")]),
            time: _time,
            directory: directory
        );

    /// <summary>Until the schedule is on disk, which it is when the loop waits for its next occurrence.</summary>
    private async Task WaitForTimerAsync(TestHost host)
    {
        while (host.Get<TriggerState>().Schedule("Tick")?.Next is not { } next || next <= _time.GetUtcNow().UtcDateTime)
        {
            await Task.Yield();
        }
    }

    internal sealed record Run(DateTimeOffset At, TimerInfo Info);

    internal sealed class Functions(TimeProvider time)
    {
        private static Channel<Run> _runs = Channel.CreateUnbounded<Run>();
        private static int _failuresLeft;

        public static Channel<Run> Reset(int failures = 0)
        {
            _failuresLeft = failures;
            return _runs = Channel.CreateUnbounded<Run>();
        }

        public static void Add(Run run) => _runs.Writer.TryWrite(run);

        [Function("Tick")]
        public void Tick([TimerTrigger("%Every%")] TimerInfo info)
        {
            Add(new(time.GetUtcNow(), info));
            if (_failuresLeft-- > 0)
            {
                throw new InvalidOperationException("once");
            }
        }
    }

    internal sealed class AtStartup(TimeProvider time)
    {
        [Function("Startup")]
        public void Startup([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo info) =>
            Functions.Add(new(time.GetUtcNow(), info));
    }
}
