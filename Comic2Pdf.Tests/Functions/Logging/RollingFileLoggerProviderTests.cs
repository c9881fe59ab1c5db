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
                    line.GetProperty("Message").GetString(),
                    line.GetProperty("EventId").GetInt32(),
                    line.GetProperty("Event").GetString(),
                    line.GetProperty("At").GetString()
                )
            );
        }
    }
}
