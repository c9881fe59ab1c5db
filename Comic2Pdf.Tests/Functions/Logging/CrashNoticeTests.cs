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
        using (var provider = new RollingFileLoggerProvider(Path.Combine(folder.In, "said"), _time))
        using (var loggers = LoggerFactory.Create(b => b.AddProvider(provider)))
        {
            await NewNotice().StartedAsync(CancellationToken.None);

            // Killed: nothing is stopped.
            _time.Advance(TimeSpan.FromHours(1));
            var second = NewNotice();
            await second.StartedAsync(CancellationToken.None);
            await second.StoppedAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromHours(1));
            await NewNotice().StartedAsync(CancellationToken.None);

            CrashNotice NewNotice() => new(folder.In, _time, loggers.CreateLogger<CrashNotice>());
        }

        var line = Assert.Single(File.ReadAllLines(Directory.GetFiles(Path.Combine(folder.In, "said")).Single()));
        Assert.Contains("the run that began 2030-01-01T00:00:00Z did not stop in order", line, StringComparison.Ordinal);
    }
}
