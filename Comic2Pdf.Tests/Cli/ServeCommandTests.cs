using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Cli;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task Serve_WrongSetting_NamesItAndStops()
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-serve");
        var result = await Programs.Comic2PdfAsync(folder.FullName, "serve", "--port", "abc");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("HTTP_PORT", result.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.GetFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    public async Task LogJson_RealServer_PrintsOneObjectALine()
    {
        await using var app = await TestApp.ServeAsync(null, ("LOG_JSON", "true"));
        app.Drop("page.cbz", "<html>"u8.ToArray());
        await app.UntilAsync("it says so", () => app.Output.Any(l => l.Contains("not_an_archive", StringComparison.Ordinal)));
        var lines = app.Output.Where(l => !l.StartsWith("comic2pdf serves ", StringComparison.Ordinal)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var line = lines.Single(l => l.GetProperty("EventId").GetInt32() == 2001);
        Assert.Equal(("Warning", "page.cbz"), (line.GetProperty("LogLevel").GetString(), line.GetProperty("State").GetProperty("File").GetString()));
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT", line.GetProperty("Timestamp").GetString());

        // The same event is in today's file, where operators look.
        var file = Directory.GetFiles(app.At("logs")).Single();
        Assert.Matches("^comic2pdf-\\d{8}\\.log$", Path.GetFileName(file));
        await app.UntilAsync("it is in the file", () => TestApp.TextOf(file).Split('\n').Any(l => l.StartsWith('{') && JsonDocument.Parse(l).RootElement is var o && o.GetProperty("EventId").GetInt32() == 2001));
    }
}
