using System.Diagnostics;
using System.Globalization;
using Comic2Pdf.Processing.Errors;

namespace Comic2Pdf.Tests.Functions.Stages;

/// <summary>How attempts end that do not end well, in the whole app.</summary>
public sealed class StageRunnerTests
{
    private const int OcrNice = 7;
    private const int MostNice = 19;

    [Fact]
    public async Task Attempts_ThatFail_LeaveTheirErrorsInTheLogsAndTheLastInvalidPdf()
    {
        var books = new FakeBooks
        {
            OnPrepare = (n, _) =>
                n == 1
                    ? throw new ComicException(ErrorCode.WorkerCrashed, "crashed, says the test", isTransient: true)
                    : Task.CompletedTask,
            OnFinish = _ => throw new OutputException(ErrorCode.PdfInvalid, "no pages, says the test"),
        };
        await using var app = await TestApp.StartAsync(s => s with { MaxAttemptsOcr = 2 }, books);
        app.Drop("a.cbz");
        var job = await app.JobAsync("a.cbz", "ERROR_OCR");
        await app.UntilAsync("the archive is in error/", () => app.Files.Exists("error", job.JobKey, "a.cbz"));
        Assert.Contains(
            "attempt 1: PREP_ERROR: worker_crashed: crashed, says the test",
            app.Files.Text("work", job.JobKey, "prep.log"),
            StringComparison.Ordinal
        );
        var log = app.Files.Text("work", job.JobKey, "ocr.log");
        Assert.Contains("attempt 1: OCR_ERROR: pdf_invalid: no pages, says the test", log, StringComparison.Ordinal);
        Assert.Contains("attempt 2: ERROR_OCR: pdf_invalid: no pages, says the test", log, StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", app.Files.Text("work", job.JobKey, "invalid.pdf"), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Files.Names("work", job.JobKey), n => n.Contains("final.", StringComparison.Ordinal));
    }

    [Theory]
    [Trait("Storage", "files")]
    [InlineData("")]
    [InlineData("manifest.json")]
    [InlineData("raw.pdf")]
    public async Task Ocr_WorkFilesAreRemoved_FailsAtOnceAndSaysWhatIsGone(string name)
    {
        var open = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(books: new FakeBooks { OnRead = (_, token) => open.Task.WaitAsync(token) });
        app.Drop("a.cbz", pages: 20);
        var job = await app.JobAsync("a.cbz", "OCR_RUNNING");
        if (name.Length == 0)
        {
            // In one step: the heartbeat writes into it meanwhile.
            Directory.Move(app.At("work", job.JobKey), app.At("made", "removed"));
        }
        else
        {
            File.Delete(app.At("work", job.JobKey, name));
        }

        open.SetResult();
        job = await app.JobAsync("a.cbz", "ERROR_OCR");
        Assert.Equal(("work_missing", 1), (job.Error!.Value.GetProperty("code").GetString(), job.AttemptOcr));
    }

    [Fact]
    public async Task Prep_HangsForGood_IsGivenUpAfterTheTimeoutAlone()
    {
        // With a stall time beside it this would take five minutes.
        var books = new FakeBooks { OnPrepare = (n, _) => n == 1 ? new TaskCompletionSource().Task : Task.CompletedTask };
        await using var app = await TestApp.StartAsync(s => s with { JobTimeoutSeconds = 2 }, books);
        app.Drop("a.cbz");
        await app.UntilGivenUpAsync("a.cbz", "PREP_TIMEOUT");
        await app.JobAsync("a.cbz", "DONE");
    }

    [Fact]
    [Trait("Storage", "files")]
    public async Task Ocr_WorkersAreFrozen_IsOcrTimeoutAndARetryReadsTheBook()
    {
        await using var app = await TestApp.ServeAsync(
            null,
            ("JOB_TIMEOUT_SECONDS", "4"),
            ("OCR_WORKERS", "1"),
            ("OCR_NICE", $"{OcrNice}")
        );
        app.Drop("a.cbz", pages: 8);
        var worker = await app.UntilAsync("a worker is there", () => Task.FromResult(FindWorker()));
        using (var stop = Process.Start("kill", ["-STOP", worker.Id]))
        {
            await stop.WaitForExitAsync();
        }

        await app.UntilGivenUpAsync("a.cbz", "OCR_TIMEOUT");
        Assert.True((await app.JobAsync("a.cbz", "DONE")).AttemptOcr > 1);
        Assert.False(Directory.Exists($"/proc/{worker.Id}") && FindWorker()?.Id == worker.Id);
    }

    /// <summary>A page worker of this test's server: a process whose niceness is this one's and the test's setting together.</summary>
    private static FrozenWorker? FindWorker() =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(Read)
            .FirstOrDefault(w => w is not null && w.Nice == Math.Min(MostNice, NiceOf("/proc/self") + OcrNice));

    private static FrozenWorker? Read(string process)
    {
        try
        {
            if (!File.ReadAllText(Path.Combine(process, "cmdline")).Contains("page-worker", StringComparison.Ordinal))
            {
                return null;
            }

            return new FrozenWorker(Path.GetFileName(process), NiceOf(process));
        }
        catch (IOException)
        {
            // It has just ended.
            return null;
        }
    }

    // After the name in parentheses: state is field 3, nice field 19.
    private static int NiceOf(string process)
    {
        var stat = File.ReadAllText(Path.Combine(process, "stat"));
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }

    private sealed record FrozenWorker(string Id, int Nice);
}
