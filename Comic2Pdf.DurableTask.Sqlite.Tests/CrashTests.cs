using System.Diagnostics;
using System.Text.RegularExpressions;
using Comic2Pdf.DurableTask.Sqlite.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Comic2Pdf.DurableTask.Sqlite.Tests;

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
            }
        );

        // Fewer would mean that the steps are not where they should be: 4 activities and at least 11 commits, each with two sides.
        Assert.InRange(killed, 28, 80);
    }

    [Fact]
    public async Task Kill_AgainAndAgainInOneDirectory_ComesToItsEndAllTheSame()
    {
        var directory = TestHub.NewDirectory();
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
        var directory = TestHub.NewDirectory();
        if (await RunChildAsync(directory, step) == 0)
        {
            CheckResult(directory, recorded: []);
            return false;
        }

        var recorded = RecordedTokens(directory);
        Assert.Equal(0, await RunChildAsync(directory, killAt: 0));
        CheckResult(directory, recorded);
        Directory.Delete(directory, recursive: true);
        return true;
    }

    private static void CheckResult(string directory, IReadOnlyCollection<string> recorded)
    {
        var result = File.ReadAllText(Path.Combine(directory, "result"));
        Assert.EndsWith("\"event\"", result, StringComparison.Ordinal);
        foreach (var name in Activities)
        {
            var runs = File.ReadAllLines(Path.Combine(directory, $"runs-{name}.log"));
            var taken = Assert.Single(runs, run => result.Contains(run, StringComparison.Ordinal));
            if (recorded.FirstOrDefault(t => t.StartsWith(name + "-", StringComparison.Ordinal)) is { } token)
            {
                Assert.Equal((token, token), (taken, runs[^1]));
            }
        }
    }

    /// <summary>Results that were on disk when the process was killed.</summary>
    private static List<string> RecordedTokens(string directory)
    {
        var path = Path.Combine(directory, "history.db");
        if (!File.Exists(path))
        {
            return [];
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'inbox'";
        if (command.ExecuteScalar() is 0L)
        {
            return [];
        }

        command.CommandText = "SELECT event FROM inbox UNION ALL SELECT events FROM history";
        using var reader = command.ExecuteReader();
        var tokens = new List<string>();
        while (reader.Read())
        {
            tokens.AddRange(Regex.Matches(reader.GetString(0), "[abcd]-[0-9a-f]{32}").Select(static m => m.Value));
        }

        return tokens;
    }

    private static async Task<int> RunChildAsync(string directory, int killAt)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [CrashChild.Verb, directory])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment[CrashChild.KillAt] = killAt.ToString();
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var child = Process.Start(start)!;
        using var end = new CancellationTokenSource(TestHub.TimeLimit);
        var errors = child.StandardError.ReadToEndAsync(end.Token);
        await child.WaitForExitAsync(end.Token);
        Assert.True(child.ExitCode is 0 or 128 + 9, await errors);
        return child.ExitCode;
    }
}
