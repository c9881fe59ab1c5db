using System.Globalization;
using Comic2Pdf.Cli.Serve;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Comic2Pdf.Tests.Functions;

/// <summary>
/// `serve` with a fast fake in the place of reading, as a process of its own that can be killed. It is told everything by its environment: the settings as the
/// real one, the file where it notes each step, and the step at which it hangs.
/// </summary>
internal static class FakeServe
{
    public const string Verb = "fake-serve";

    /// <summary>The file of steps: a line "prepare KEY", "read KEY PAGE" or "finish KEY" as each one begins, "finished KEY" as the last ends.</summary>
    public const string Steps = "FAKE_STEPS";

    /// <summary>Hangs for good at the n-th step of a kind, such as "read 5".</summary>
    public const string HangAt = "FAKE_HANG_AT";

    /// <summary>How long the reading of a page takes at most, in milliseconds; a page of an even number takes half of it.</summary>
    public const string ReadMilliseconds = "FAKE_READ_MS";

    /// <summary>How long each call of the store takes longer, in milliseconds: a slow disk.</summary>
    public const string SlowMilliseconds = "FAKE_SLOW_MS";

    /// <summary>Dies by SIGKILL at a change of its store; see <see cref="DyingStore"/>.</summary>
    public const string DieAt = "FAKE_DIE_AT";

    private static readonly Lock Writing = new();

    public static async Task<int> RunAsync()
    {
        var steps = Environment.GetEnvironmentVariable(Steps)!;
        var hang = (Environment.GetEnvironmentVariable(HangAt) ?? "nowhere 0").Split(' ');
        var reading = int.Parse(Environment.GetEnvironmentVariable(ReadMilliseconds) ?? "0", CultureInfo.InvariantCulture);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var books = new FakeBooks
        {
            OnPrepare = (_, raw) => StepAsync("prepare", FakeBooks.KeyOf(raw)),
            OnReadOf = async (key, page, token) =>
            {
                await StepAsync("read", $"{key} {page + 1}");
                await Task.Delay(reading / (1 + (page % 2)), token);
            },
            OnFinishOf = (key, isOver) => StepAsync(isOver ? "finished" : "finish", key).Wait(),
        };
        await using var host = ServeHost.Create(
            SettingsReader.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()),
            services =>
            {
                services.AddSingleton<IBookProcessor>(books);
                if (Environment.GetEnvironmentVariable(DieAt) is { } moment)
                {
                    DyingStore.Wrap(services, store => DyingStore.Of(store, moment.Split(' ')));
                }

                if (Environment.GetEnvironmentVariable(SlowMilliseconds) is { } slow)
                {
                    var pause = int.Parse(slow, CultureInfo.InvariantCulture);
                    DyingStore.Wrap(services, store => HookedStore.Of(store, (_, _) => Task.Delay(pause).Wait()));
                }
            }
        );
        await host.StartAsync();
        await Console.Out.WriteLineAsync($"comic2pdf serves {host.Address}");
        await host.WaitForStopAsync();
        return 0;

        Task StepAsync(string step, string of)
        {
            lock (Writing)
            {
                File.AppendAllText(steps, $"{step} {of}\n");
                var count = counts[step] = counts.GetValueOrDefault(step) + 1;
                return step == hang[0] && count == int.Parse(hang[1], CultureInfo.InvariantCulture)
                    ? Task.Delay(Timeout.Infinite)
                    : Task.CompletedTask;
            }
        }
    }
}
