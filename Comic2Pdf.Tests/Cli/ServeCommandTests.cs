using System.Diagnostics;
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
    public async Task Serve_LanguageThatIsNotInstalled_IsRefusedBeforeAnythingIsTouched()
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-serve");
        var result = await Programs.RunAsync(
            "env",
            folder.FullName,
            "OCR_LANG=eng+tlh",
            "dotnet",
            Repository.CliAssembly,
            "serve",
            "--port",
            "0"
        );
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("OCR_LANG: language data not installed: tlh.", result.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.GetFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Serve_NameThatSteersATerminal_IsShownAsText()
    {
        await using var app = await TestApp.ServeAsync();
        app.Drop("a\u001b[2Jb.cbz", "<html>"u8.ToArray());
        await app.UntilAsync(
            "it is refused",
            () => app.Output.Any(l => l.Contains("a\\u001b[2Jb.cbz is refused", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(app.Output, l => l.Contains('\u001b', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.0.0.0", "API_KEY")]
    [InlineData("203.0.113.1", "API_KEY")]
    public async Task Serve_ForeignBindWithoutKey_IsRefusedBeforeAnythingIsTouched(string bind, string named)
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-serve");
        var result = await Programs.Comic2PdfAsync(folder.FullName, "serve", "--bind", bind);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Errors, StringComparison.Ordinal);
        Assert.Contains("ALLOW_UNAUTHENTICATED=true", result.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.GetFileSystemInfos());
        folder.Delete();
    }

    // What is wrong at the start is one sentence, and no stack trace.
    [Theory]
    [InlineData("head -c 20000 /dev/urandom >runtime/history.db; exec $PROGRAM --port 0", "history.db' is damaged. Move it away")]
    [InlineData("ALLOW_UNAUTHENTICATED=true exec $PROGRAM --port 0 --bind 203.0.113.1", "cannot listen on 203.0.113.1")]
    [InlineData("ulimit -n 64; exec $PROGRAM --port 0", "may open only 64 files here and needs 512")]
    [InlineData("ulimit -n 256; exec $PROGRAM --port 0", "may open only 256 files here and needs 512")]
    public async Task Serve_CannotStart_SaysWhyInOneSentence(string script, string sentence)
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-serve");
        folder.CreateSubdirectory("runtime");
        var program = $"dotnet '{Repository.CliAssembly}' serve --data .";
        var result = await Programs.RunAsync("sh", folder.FullName, "-c", script.Replace("$PROGRAM", program, StringComparison.Ordinal));
        Assert.Equal(1, result.ExitCode);
        var line = Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(sentence, line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Output + result.Errors, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serve_TerminalGoes_StopsInOrderUnlessNohup(bool nohup)
    {
        var folder = Directory.CreateTempSubdirectory("comic2pdf-serve");
        string[] arguments = ["serve", "--port", "0", "--data", "."];
        using var process = nohup
            ? Programs.StartComic2PdfWithNohup(folder.FullName, arguments)
            : Programs.StartComic2PdfInForeground(folder.FullName, arguments);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
        } while (line?.StartsWith("comic2pdf serves ", StringComparison.Ordinal) == false);

        await SignalAsync("-HUP");
        if (nohup)
        {
            using var http = new HttpClient();
            Assert.Contains("version", await http.GetStringAsync($"{line!.Split(' ')[2].TrimEnd('/')}/info"), StringComparison.Ordinal);
            await SignalAsync("-TERM");
        }

        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("The local runtime has stopped", rest, StringComparison.Ordinal);
        folder.Delete(recursive: true);

        async Task SignalAsync(string signal)
        {
            using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
            await kill.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task LogJson_RealServer_PrintsOneObjectALine()
    {
        await using var app = await TestApp.ServeAsync(null, ("LOG_JSON", "true"));
        app.Drop("page.cbz", "<html>"u8.ToArray());
        await app.UntilAsync("it says so", () => app.Output.Any(l => l.Contains("not_an_archive", StringComparison.Ordinal)));
        var lines = app
            .Output.Where(l => !l.StartsWith("comic2pdf serves ", StringComparison.Ordinal))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .ToList();
        var line = lines.Single(l => l.GetProperty("eventId").GetInt32() == 2001);
        Assert.Equal(
            ("Warning", true),
            (
                line.GetProperty("level").GetString(),
                line.GetProperty("message").GetString()!.StartsWith("page.cbz is refused", StringComparison.Ordinal)
            )
        );
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT", line.GetProperty("at").GetString());

        // The same event, under the same names, is in today's file, where operators look.
        var file = Directory.GetFiles(app.At("logs"), "*.log").Single();
        Assert.Matches("^comic2pdf-\\d{8}\\.log$", Path.GetFileName(file));
        await app.UntilAsync(
            "it is in the file",
            () =>
                TestApp
                    .TextOf(file)
                    .Split('\n')
                    .Any(l =>
                        l.StartsWith('{') && JsonDocument.Parse(l).RootElement is var o && o.GetProperty("eventId").GetInt32() == 2001
                    )
        );
    }
}
