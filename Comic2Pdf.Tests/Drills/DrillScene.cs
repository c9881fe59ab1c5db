using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions;

namespace Comic2Pdf.Tests.Drills;

/// <summary>A data folder, a server process on it and what was dropped: what a drill is played with.</summary>
internal sealed class DrillScene(int seed) : IAsyncDisposable
{
    private readonly List<DroppedComic> _comics = [];
    private readonly List<Action> _last = [];
    private readonly Stopwatch _recovering = new();
    private OutWatcher? _watcher;
    private ServerProcess? _server;
    private HttpClient? _http;
    private int _files;

    public Random Random { get; } = new(seed);

    public Faults Faults { get; } = new();

    public string Data { get; private set; } = TestApp.NewFolder();

    public IReadOnlyList<DroppedComic> Comics => _comics;

    public ServerProcess Server => _server!;

    public HttpClient Http => _http!;

    public StoreView Store => StoreView.Of(Data);

    /// <summary>From the end of the fault to the end of its consequences, in seconds.</summary>
    public double RecoverSeconds { get; private set; }

    /// <summary>Codes that `doctor` may find at the end.</summary>
    public string[] DoctorMayFind { get; set; } = [];

    /// <summary>Something to be done when all is over, whatever happens.</summary>
    public void AtTheEnd(Action action) => _last.Add(action);

    /// <summary>The data folder is another one.</summary>
    public void Use(string data, StoreView? store = null)
    {
        Data = data;
        if (store is not null)
        {
            StoreView.Use(store, data);
        }
    }

    /// <summary>Starts a server with a fake reader.</summary>
    public Task ServeAsync(params (string Name, string Value)[] settings) =>
        ServeAsync([typeof(FakeServe).Assembly.Location, FakeServe.Verb], [], settings);

    /// <summary>Starts the real program.</summary>
    public Task ServeRealAsync(params (string Name, string Value)[] settings) =>
        ServeAsync([Repository.CliAssembly, "serve"], [], [("OCR_WORKERS", "2"), .. settings]);

    public async Task ServeAsync(string[] program, string[] wrapper, (string Name, string Value)[] settings)
    {
        _watcher ??= new OutWatcher(Store);
        _server = ServerProcess.Launch(
            program,
            Data,
            [(FakeServe.Steps, Path.Combine(Data, "steps")), .. Store.Environment, .. settings],
            wrapper
        );
        _http?.Dispose();
        _http = new HttpClient { BaseAddress = await _server.Serving };
    }

    /// <summary>Starts a server that kills itself, and waits for that.</summary>
    public async Task ServeUntilItDiesAsync(string moment)
    {
        try
        {
            await ServeAsync((FakeServe.DieAt, moment));
        }
        catch (InvalidOperationException)
        {
            // Before it served: that is as good.
        }

        await Server.Ended;
    }

    public Task KillAsync() => Server.KillAsync();

    public DroppedComic Drop(DroppedComic comic)
    {
        _comics.Add(comic);
        comic.PossibleDrops++;
        comic.SureDrops++;
        Store.Write($"in/{++_files}.cbz", comic.Content);
        return comic;
    }

    /// <summary>Drops some of tiny pages.</summary>
    public void DropTiny(int count, int pages = 3)
    {
        for (var i = 0; i < count; i++)
        {
            Drop(DroppedComic.Tiny(Random.Next(), pages));
        }
    }

    /// <summary>The job of a comic in one of these states; null: in any.</summary>
    public Task<JobView> JobAsync(DroppedComic comic, params string[] states) =>
        Until.FoundAsync(
            $"a job is {string.Join(" or ", states)}",
            async () =>
                (await Api.JobsAsync(Http)).FirstOrDefault(j =>
                    j.FileHash == comic.Hash && (states.Length == 0 || states.Contains(j.State))
                )
        );

    public Task AllDoneAsync(TimeSpan? limit = null) =>
        Until.TrueAsync(
            "all are done",
            async () =>
            {
                var jobs = await Api.JobsAsync(Http);
                return _comics.TrueForAll(c => c.IsJunk || jobs.Any(j => j.FileHash == c.Hash && j.State == "DONE"));
            },
            limit
        );

    /// <summary>A random moment.</summary>
    public Task MomentAsync(int milliseconds) => Task.Delay(Random.Next(milliseconds));

    /// <summary>The fault is over: from here on it recovers.</summary>
    public void FaultEnds() => _recovering.Restart();

    /// <summary>It has recovered.</summary>
    public void Recovered() => RecoverSeconds = _recovering.Elapsed.TotalSeconds;

    /// <summary>Waits for a log event: "[2107]".</summary>
    public Task SaidAsync(string text) =>
        Until.TrueAsync($"it says {text}", () => Server.Output.Any(l => l.Contains(text, StringComparison.Ordinal)));

    public Task UnhealthyAsync() => HealthAsync(HttpStatusCode.ServiceUnavailable);

    public Task HealthyAsync() => HealthAsync(HttpStatusCode.OK);

    public async Task ExpectMetricAsync(string name, int least)
    {
        var value = await Api.MetricAsync(Http, name);
        Faults.AddUnless(value >= least, Faults.Wrong, $"the metric {name} is {value}");
    }

    public void Expect(bool isRight, string what) => Faults.AddUnless(isRight, Faults.Wrong, $"not so: {what}");

    /// <summary>Types a command of the runbook.</summary>
    public async Task<ProgramResult> TypeAsync(params string[] arguments) =>
        await Programs.RunAsync(
            "env",
            Data,
            [$"DATA_DIR={Data}", $"COMIC2PDF_URL={_http?.BaseAddress}", "dotnet", Repository.CliAssembly, .. arguments]
        );

    /// <summary>Puts all refused files back, as the runbook has it.</summary>
    public async Task RetryRejectionsAsync()
    {
        foreach (var file in (await JsonAsync("/rejections")).EnumerateArray())
        {
            var result = await TypeAsync("rejections", "--retry", file.GetProperty("id").GetString()!);
            Expect(result.ExitCode == 0, $"rejections --retry: {result.Errors}");
        }
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>What holds after each drill.</summary>
    public async Task CheckAsync()
    {
        await new KillCheck(Store, _comics, _watcher!, Faults, Server.Address).RunAsync();
        await Server.StopAsync();
        if (Store is FolderView)
        {
            var found = (await Doctor.FindAsync(Data)).Where(f => !DoctorMayFind.Contains(f.Split(':')[0])).ToList();
            Faults.AddUnless(found.Count == 0, Faults.Wrong, $"doctor finds {string.Join(", ", found)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { Ended.IsCompleted: false })
        {
            await _server.KillAsync();
        }

        _http?.Dispose();
        _watcher?.Dispose();
        foreach (var action in Enumerable.Reverse(_last))
        {
            action();
        }

        if (Faults.IsEmpty && Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    private Task<double> HealthAsync(HttpStatusCode status) =>
        Until.TrueAsync(
            $"health is {status}",
            async () =>
            {
                using var answer = await Http.GetAsync("/healthz");
                return answer.StatusCode == status;
            }
        );
}
