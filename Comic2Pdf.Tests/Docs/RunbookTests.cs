using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Docs;

/// <summary>The runbook's commands, typed in their order at a server that has a running, a failed and a finished job and a refused file.</summary>
[Trait("Storage", "files")]
public sealed partial class RunbookTests
{
    private static readonly string[] MayFindSomething = ["comic2pdf doctor"];

    [Fact]
    public void Commands_InBothLanguages_AreTheSame() => Assert.Equal(Blocks("runbook.md"), Blocks("runbook.fr.md"));

    [Theory]
    [InlineData("bash")]
    [InlineData("pwsh")]
    public async Task Commands_AsWritten_EndTheirIncidents(string shellName)
    {
        var open = new TaskCompletionSource();
        var broken = string.Empty;
        var app = await TestApp.StartAsync(
            s => s with { MaxAttemptsPrep = 1, MaxJobsInFlight = 9, OcrConcurrency = 4 },
            new FakeBooks
            {
                OnPrepare = (_, raw) =>
                    FakeBooks.KeyOf(raw) == broken
                        ? throw new Processing.Errors.ArchiveException("archive_damaged", "says the test")
                        : Task.CompletedTask,
                OnRead = (page, token) => page == 4 ? open.Task.WaitAsync(token) : Task.CompletedTask,
            }
        );
        app.Drop("done.cbz", pages: 2);
        var done = await app.JobAsync("done.cbz", "DONE");
        app.Drop("running.cbz", pages: 9);
        var running = await app.JobAsync("running.cbz", "OCR_RUNNING");
        var content = new ZipBuilder().Stored("1.jpg", TinyImages.Jpeg(7)).Build();
        broken = await KeyOfAsync(app, content);
        app.Drop("failed.cbz", content);
        var failed = await app.JobAsync("failed.cbz", "ERROR_PREP");
        app.Drop("page.cbz", "<html>"u8.ToArray());

        var work = TestApp.NewFolder();
        // In a folder of its own, as some commands write beside it.
        var here = Directory.CreateDirectory(Path.Combine(work, "here")).FullName;
        string[] variables = [$"DATA_DIR={app.Data}", $"COMIC2PDF_URL={app.Http.BaseAddress!.ToString().TrimEnd('/')}"];
        await using IShell shell = shellName == "bash" ? new BashShell(here, variables) : await PowerShell.StartAsync(here, variables);
        var blocks = Blocks("runbook.md").Where(b => shell.Fences.Contains(b.Fence)).ToList();
        foreach (var block in blocks.Where(b => !b.IsOffline))
        {
            foreach (var command in block.Commands)
            {
                var job =
                    block.Section.StartsWith('3') ? failed
                    : command.Contains("requeue", StringComparison.Ordinal) ? done
                    : running;
                if (command.StartsWith("comic2pdf retry JOB", StringComparison.Ordinal))
                {
                    await app.JobAsync(job.InputFile, "ERROR_PREP", "ERROR_OCR");
                }

                var typed = command.Replace("JOB", job.JobKey, StringComparison.Ordinal);
                typed = typed.EndsWith("--retry ID", StringComparison.Ordinal) ? typed[..^2] + await RefusedAsync(app) : typed;
                await TypeAsync(shell, typed);
                if (command.StartsWith("comic2pdf delete", StringComparison.Ordinal))
                {
                    Assert.DoesNotContain(await app.JobsAsync(), j => j.JobKey == job.JobKey);
                }
            }
        }

        open.SetResult();
        await app.JobAsync("running.cbz", "DONE");
        Assert.Equal(1200, (await app.Http.GetFromJsonAsync<JsonElement>("/config")).GetProperty("job_timeout_s").GetInt32());
        Assert.True(File.Exists(Path.Combine(work, "bundle.zip")));
        await app.StopAsync();
        await TypeAsync(shell, Assert.Single(Assert.Single(blocks, b => b.IsOffline).Commands));
        Assert.True(File.Exists(Path.Combine(work, "old.zip")));
    }

    private static async Task<string> RefusedAsync(TestApp app) =>
        await app.UntilAsync(
            "a file is refused",
            async () =>
                (await app.Http.GetFromJsonAsync<JsonElement>("/rejections"))
                    .EnumerateArray()
                    .Where(r => r.GetProperty("fileName").GetString() == "page.cbz")
                    .Select(r => r.GetProperty("id").GetString())
                    .FirstOrDefault()
        );

    /// <summary>The key that a content gets, which the tests' books are known by.</summary>
    private static async Task<string> KeyOfAsync(TestApp app, byte[] content)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        return $"{hash}__{(await app.JobsAsync())[0].ProfileHash}";
    }

    private static async Task TypeAsync(IShell shell, string command)
    {
        var result = await shell.TypeAsync(command);
        Assert.True(
            result.ExitCode == 0 || (result.ExitCode == 1 && MayFindSomething.Any(c => command.StartsWith(c, StringComparison.Ordinal))),
            $"{command}: {result.ExitCode} {result.Errors}{result.Output}"
        );
    }

    private static List<Block> Blocks(string document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", document));
        return
        [
            .. Fence()
                .Matches(text)
                .Select(m => new Block(
                    text[..m.Index].Split("\n## ")[^1],
                    m.Groups["shell"].Value,
                    m.Groups["offline"].Success,
                    string.Join('\n', m.Groups["commands"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                )),
        ];
    }

    [GeneratedRegex(
        "^```(?<shell>sh|bash|powershell)(?<offline> offline)?\n(?<commands>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Fence();

    /// <summary>The lines of a block, and the section that it is in. Sections have other names in the other language.</summary>
    private sealed record Block(string Section, string Fence, bool IsOffline, string Text)
    {
        public string[] Commands => Text.Split('\n');

        public bool Equals(Block? other) => other is not null && (other.Fence, other.Text, other.IsOffline) == (Fence, Text, IsOffline);

        public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
    }
}
