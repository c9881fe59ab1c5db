using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Logging;

[Trait("Storage", "files")]
public sealed class CrashNoticeTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Start_AfterARunThatDidNotStop_SaysSoOnce()
    {
        using var folder = new TestFolder();
        var log = new ListLogger();
        await NewNotice(folder, log).StartedAsync(CancellationToken.None);
        Assert.Empty(log.Lines);

        // Killed: nothing is stopped.
        _time.Advance(TimeSpan.FromHours(1));
        var second = NewNotice(folder, log);
        await second.StartedAsync(CancellationToken.None);
        Assert.Contains(
            "the run that began 2030-01-01T00:00:00Z did not stop in order",
            Assert.Single(log.Lines),
            StringComparison.Ordinal
        );

        await second.StoppedAsync(CancellationToken.None);
        await NewNotice(folder, log).StartedAsync(CancellationToken.None);
        Assert.Single(log.Lines);
    }

    private CrashNotice NewNotice(TestFolder folder, ListLogger log) => new(folder.In, _time, log);

    private sealed class ListLogger : ILogger<CrashNotice>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));
    }
}
