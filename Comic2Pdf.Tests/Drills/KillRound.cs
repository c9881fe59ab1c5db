using System.Diagnostics;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>One data folder: a server on it that is killed again and again while an operator works with it, then left alone until all has settled, then examined.</summary>
internal sealed class KillRound(DrillOptions options, int number, int kills, Func<Task<StoreView>>? account)
{
    // Lives in the middle of which something is under way.
    private const int LifeMilliseconds = 900;
    private const int SharedLifeMilliseconds = 12_000;

    private readonly string _data = TestApp.NewFolder();
    private readonly Random _random = new(HashOf(options.Seed, number));

    /// <summary>What was found wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>From each start to "serves".</summary>
    public List<double> StartSeconds { get; } = [];

    public int Archives { get; private set; }

    public int Kills { get; private set; }

    /// <summary>Runs it to its end. The folder is kept when anything was wrong.</summary>
    public async Task RunAsync()
    {
        var store = account is null ? new FolderView(_data) : await account();
        StoreView.Use(store, _data);
        using var watcher = new OutWatcher(store);
        var load = new KillLoad(new Random(_random.Next()), store, options.IsReal) { MostComics = 3 * kills };
        load.DropNew();
        await LearnProfileAsync(load);
        for (Kills = 0; Kills < kills; Kills++)
        {
            await LiveAsync(
                load,
                KillLife.Draw(_random, !options.IsReal, options.SharesHistory ? SharedLifeMilliseconds : LifeMilliseconds)
            );
        }

        var last = Launch(dieAt: null);
        var address = await StartedAsync(last) ?? throw new InvalidOperationException("it does not start any more");
        var check = new KillCheck(store, load.Comics, watcher, Faults, address);
        await check.RunAsync();
        Archives = load.Comics.Sum(c => c.PossibleDrops);
        await last.StopAsync();
        if (store is FolderView)
        {
            await DoctorAsync();
        }

        if (Faults.IsEmpty)
        {
            Directory.Delete(_data, recursive: true);
        }
        else
        {
            Faults.Add("kept", $"seed {options.Seed}, round {number}: {_data}");
        }
    }

    private async Task LearnProfileAsync(KillLoad load)
    {
        var server = Launch(dieAt: null);
        await server.Serving;
        using var http = new HttpClient { BaseAddress = server.Address };
        var jobs = await Until.FoundAsync("the first job", async () => (await Api.JobsAsync(http)) is { Count: > 0 } some ? some : null);
        load.ProfileHash = jobs[0].ProfileHash;
        await server.KillAsync();
    }

    private async Task LiveAsync(KillLoad load, KillLife life)
    {
        // What is dropped while no server is there is as good as any other.
        load.DropNew();
        var server = Launch(life.DieAt);
        if (life.IsInStart)
        {
            await Task.WhenAny(server.Ended, Task.Delay(life.Delay));
            await server.KillAsync();
            return;
        }

        if (await StartedAsync(server) is not { } address)
        {
            await server.KillAsync();
            return;
        }

        using var end = new CancellationTokenSource();
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        var acting = load.RunAsync(http, end.Token);
        await Task.WhenAny(server.Ended, Task.Delay(life.Delay));
        await server.KillAsync();
        await end.CancelAsync();
        await acting;
    }

    /// <summary>Its address; null: it has died before it served.</summary>
    private async Task<Uri?> StartedAsync(ServerProcess server)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var address = await server.Serving;
            StartSeconds.Add(watch.Elapsed.TotalSeconds);
            return address;
        }
        catch (InvalidOperationException e)
        {
            // Killed, or not able to start any more.
            var isUnable = e.Message.Contains("cannot serve") || e.Message.Contains("Unhandled exception");
            Faults.AddUnless(!isUnable, Faults.Wrong, $"it does not start: {e.Message}");
            return null;
        }
    }

    private ServerProcess Launch(string? dieAt)
    {
        List<(string Name, string Value)> settings =
        [
            (FakeServe.Steps, Path.Combine(_data, "steps")),
            (FakeServe.ReadMilliseconds, "40"),
            ("MAX_JOBS_IN_FLIGHT", "6"),
            ("OCR_CONCURRENCY", "3"),
            ("PREP_CONCURRENCY", "3"),
            ("OCR_WORKERS", "2"),
            ("COMIC2PDF_MODELS", Path.Combine(Repository.Root, ".build/models")),
            // A life is too short for the compiler's second thoughts, and a start is most of its cost.
            ("DOTNET_TieredPGO", "0"),
            ("DOTNET_TC_CallCounting", "0"),
            .. StoreView.Of(_data).Environment,
        ];
        if (dieAt is not null)
        {
            settings.Add((FakeServe.DieAt, dieAt));
        }

        string[] program = options.IsReal ? [Repository.CliAssembly, "serve"] : [typeof(FakeServe).Assembly.Location, FakeServe.Verb];
        return ServerProcess.Launch(program, _data, [.. settings]);
    }

    /// <summary>The runbook's first command finds nothing that is wrong.</summary>
    private async Task DoctorAsync()
    {
        var findings = await Doctor.FindAsync(_data);
        Faults.AddUnless(findings.Count == 0, Faults.Wrong, $"doctor finds {string.Join(", ", findings)}");
    }

    // Not HashCode, which is another one in each process.
    private static int HashOf(int seed, int number) => (seed * 1_000_003) ^ number;
}
