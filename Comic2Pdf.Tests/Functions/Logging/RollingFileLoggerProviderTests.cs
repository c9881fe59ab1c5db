using System.Text.Json;
using Comic2Pdf.Functions.Logging;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Comic2Pdf.Tests.Functions.Logging;

[Trait("Storage", "files")]
public sealed class RollingFileLoggerProviderTests
{
    [Fact]
    public void LogFiles_OverManyDays_OneADayAndFourteenStay()
    {
        using var folder = new TestFolder();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 23, 59, 0, TimeSpan.Zero));
        using (var provider = new RollingFileLoggerProvider(folder.In, clock))
        {
            var logger = provider.CreateLogger("test");
            for (var day = 1; day <= 20; day++)
            {
                logger.Log(LogLevel.Warning, new EventId(7, "drill"), day, exception: null, (d, _) => $"day {d}");
                clock.Advance(TimeSpan.FromDays(1));
            }

            logger.Log(LogLevel.Debug, default, 0, exception: null, (_, _) => "too quiet to be kept");
        }

        var files = Directory.GetFiles(folder.In).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(7, 14).Select(d => $"comic2pdf-202601{d:00}.log"), files.Select(f => Path.GetFileName(f)));
        for (var i = 0; i < files.Count; i++)
        {
            var line = JsonDocument.Parse(File.ReadAllLines(files[i]).Single()).RootElement;
            Assert.Equal(
                ($"day {i + 7}", 7, "drill", $"2026-01-{i + 7:00}T23:59:00Z"),
                (
                    line.GetProperty("message").GetString(),
                    line.GetProperty("eventId").GetInt32(),
                    line.GetProperty("event").GetString(),
                    line.GetProperty("at").GetString()
                )
            );
        }
    }

    [Fact]
    public void LogLine_JobAndPage_AreFieldsOfTheirOwn()
    {
        using var folder = new TestFolder();
        var key = JobStatuses.Key;
        using (var provider = new RollingFileLoggerProvider(folder.In, TimeProvider.System))
        {
            provider.SetScopeProvider(new LoggerExternalScopeProvider());
            var logger = provider.CreateLogger("test");
            using (LogSubject.OfJob(logger, key))
            using (LogSubject.OfPage(logger, 7))
            {
                Write(logger);
            }

            Write(logger, ("JobKey", key));
            Write(logger, ("InstanceId", key));
            Write(logger, ("InstanceId", "Admission"));
        }

        var lines = File.ReadLines(Directory.GetFiles(folder.In).Single()).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal([key, key, key, null], lines.Select(l => l.TryGetProperty("jobKey", out var job) ? job.GetString() : null));
        Assert.Equal([7, null, null, null], lines.Select(l => l.TryGetProperty("page", out var page) ? page.GetInt32() : (int?)null));
    }

    private static void Write(ILogger logger, params (string Name, string Value)[] values) =>
        logger.Log(
            LogLevel.Warning,
            default,
            values.Select(v => KeyValuePair.Create(v.Name, (object?)v.Value)).ToList(),
            exception: null,
            (_, _) => "a line"
        );
}
