using System.Diagnostics;
using System.Text.Json;
using Comic2Pdf.LocalRuntime.History;
using Comic2Pdf.LocalRuntime.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Comic2Pdf.LocalRuntime.Tests.Hosting;

/// <summary>A real process, killed with SIGKILL at every step of an orchestration, and started again.</summary>
public sealed class CrashTests
{
    private static readonly string[] Activities = ["a", "b", "c", "d"];

    [Fact]
    public async Task Kill_AtEveryStep_TheNextStartEndsTheJobAndRepeatsNothingThatWasRecorded()
    {
        var killed = 0;
        var finished = int.MaxValue;
        // Two at a time: each is a process of its own, and there are two processors.
        await Parallel.ForEachAsync(
            Enumerable.Range(1, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken },
            async (step, _) =>
            {
                if (step < Volatile.Read(ref finished))
                {
                    if (await KillAndResumeAsync(step))
                    {
                        Interlocked.Increment(ref killed);
                    }
                    else
                    {
                        finished = Math.Min(finished, step);
                    }
                }
            });

        // Fewer would mean that the steps are not where they should be: 4 activities and at least 12 commits, each with two sides.
        Assert.InRange(killed, 30, 80);
    }

    [Fact]
    public async Task Kill_AgainAndAgainInOneDirectory_ComesToItsEndAllTheSame()
    {
        var directory = TestHost.NewDirectory();
        var kills = 0;
        while (await RunChildAsync(directory, killAt: 9) != 0)
        {
            kills++;
            Assert.InRange(kills, 1, 30);
        }

        Assert.InRange(kills, 2, 30);
        CheckResult(directory, recorded: []);
    }

    /// <returns>Whether the child was killed; false: it ended before that step.</returns>
    private static async Task<bool> KillAndResumeAsync(int step)
    {
        var directory = TestHost.NewDirectory();
        var exit = await RunChildAsync(directory, step);
        if (exit == 0)
        {
            CheckResult(directory, recorded: []);
            return false;
        }

        Assert.Equal(128 + 9, exit);
        var recorded = RecordedTokens(directory);
        Assert.Equal(0, await RunChildAsync(directory, killAt: 0));
        CheckResult(directory, recorded);
        Directory.Delete(directory, recursive: true);
        return true;
    }

    private static void CheckResult(string directory, IReadOnlyCollection<string> recorded)
    {
        var result = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(directory, "result.json")))!;
        Assert.Equal("event", result["go"]);
        foreach (var name in Activities)
        {
            var runs = File.ReadAllLines(Path.Combine(directory, $"runs-{name}.log"));
            Assert.Contains(result[name], runs);
            if (recorded.FirstOrDefault(t => t.StartsWith(name + "-", StringComparison.Ordinal)) is { } token)
            {
                Assert.Equal(token, result[name]);
                Assert.Equal(token, runs[^1]);
            }
        }
    }

    private static List<string> RecordedTokens(string directory)
    {
        var path = Path.Combine(directory, "history.db");
        var tokens = new List<string>();
        if (!File.Exists(path))
        {
            return tokens;
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT event FROM inbox UNION ALL SELECT events FROM history";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var json = reader.GetString(0);
            var events = json.StartsWith('[') ? HistoryJson.ReadTurn(json) : [HistoryJson.ReadEvent(json)];
            tokens.AddRange(events.OfType<TaskCompleted>().Select(e => JsonSerializer.Deserialize<string>(e.Result!)!));
        }

        return tokens;
    }

    private static async Task<int> RunChildAsync(string directory, int killAt)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [CrashChild.Verb, directory]) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment[CrashChild.KillAt] = killAt.ToString();
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync(TestHost.Timeout);
        await child.WaitForExitAsync(TestHost.Timeout);
        Assert.True(child.ExitCode is 0 or 137, await errors);
        return child.ExitCode;
    }
}
