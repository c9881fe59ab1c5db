using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Cli.Serve;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.Functions.Stages;
using Comic2Pdf.LocalRuntime.Hosting;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Comic2Pdf.Tests.Functions.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions;

/// <summary>The whole app, in this process or in one of its own: real runtime, real HTTP, real page workers, a folder (and a storage account) of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    // Only what hangs for good comes to its end: a machine with other work needs more than a minute for the largest books.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private readonly LocalFunctionsHost? _host;
    private readonly ServerProcess? _process;
    private bool _isStopped;

    private TestApp(LocalFunctionsHost host, string data) =>
        (_host, Data, Files, Http) = (host, data, StoreView.Of(data), ContractHandler.ClientOf(host.Address!));

    private TestApp(ServerProcess process, string data) =>
        (_process, Data, Files, Http) = (process, data, StoreView.Of(data), ContractHandler.ClientOf(process.Address));

    /// <summary>DATA_DIR: logs, the history, and, on files, all else.</summary>
    public string Data { get; }

    /// <summary>What the app keeps in its store.</summary>
    public StoreView Files { get; }

    public HttpClient Http { get; }

    /// <summary>What a server of its own process has printed so far.</summary>
    public IReadOnlyList<string> Output => _process!.Output;

    /// <summary>The most memory that a server of its own process has had resident so far, without its page workers.</summary>
    public long PeakBytes => _process!.PeakBytes;

    /// <summary>Starts the app; the folder is kept when <paramref name="data"/> is given.</summary>
    public static async Task<TestApp> StartAsync(
        Func<AppSettings, AppSettings>? change = null,
        IBookProcessor? books = null,
        string? data = null,
        Action<IServiceCollection>? configure = null
    )
    {
        data ??= NewFolder();
        var settings = StoreView
            .Of(data)
            .Apply(
                new AppSettings
                {
                    DataDir = data,
                    HttpPort = 0,
                    PollIntervalMs = 100,
                    SettleSeconds = 0,
                    RetryDelaySeconds = 0,
                    OcrLang = "eng",
                }
            );
        var host = ServeHost.Create(
            change?.Invoke(settings) ?? settings,
            services =>
            {
                services.AddSingleton(
                    new PageWorkerPool(
                        new WorkerOptions { Command = WorkerCommand.OfAssembly(Repository.CliAssembly) },
                        NullLogger<PageWorkerPool>.Instance
                    )
                );
                if (books is not null)
                {
                    services.AddSingleton(books);
                }

                configure?.Invoke(services);
            }
        );
        await host.StartAsync();
        return new TestApp(host, data);
    }

    /// <summary>Starts the real program as a process of its own.</summary>
    public static Task<TestApp> ServeAsync(string? data = null, params (string Name, string Value)[] environment) =>
        StartProcessAsync(data, Repository.CliAssembly, "serve", environment);

    /// <summary>Starts a process of its own that reads with a fake; see <see cref="FakeServe"/>.</summary>
    public static Task<TestApp> ServeFakeAsync(string? data = null, params (string Name, string Value)[] environment) =>
        StartProcessAsync(data, typeof(FakeServe).Assembly.Location, FakeServe.Verb, environment);

    public static string NewFolder() => Directory.CreateTempSubdirectory("comic2pdf-app").FullName;

    /// <summary>A path on this machine, below DATA_DIR.</summary>
    public string At(params string[] parts) => Path.Combine([Data, .. parts]);

    /// <summary>The finished PDF of a job.</summary>
    public byte[] PdfOf(JobView job) => Files.Bytes(Files.NameOf(job.FinalPdf));

    /// <summary>Drops a comic as well-behaved programs do.</summary>
    public string Drop(string name, int pages = 3) =>
        Drop(name, SimpleComic.Write(Path.Combine(Data, "made", $"{Guid.NewGuid():N}.cbz"), pages));

    public string Drop(string name, string source)
    {
        Files.Write($"in/{name}", File.ReadAllBytes(source));
        return source;
    }

    public string Drop(string name, byte[] content)
    {
        var source = Path.Combine(Directory.CreateDirectory(At("made")).FullName, $"{Guid.NewGuid():N}");
        File.WriteAllBytes(source, content);
        return Drop(name, source);
    }

    public async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look, TimeSpan? timeout = null)
        where T : class
    {
        using var limit = new CancellationTokenSource(timeout ?? Timeout);
        while (!limit.IsCancellationRequested)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(25, CancellationToken.None);
        }

        var jobs = await Http.GetStringAsync("/jobs?limit=5");
        var printed = string.Join('\n', _process?.Output.TakeLast(40) ?? []);
        throw new TimeoutException($"did not happen: {what}; printed:\n{printed}\njobs: {jobs}");
    }

    public Task UntilAsync(string what, Func<bool> look) => UntilAsync(what, () => Task.FromResult(look() ? what : null));

    public Task UntilMetricAsync(string name, int value, TimeSpan? timeout = null) =>
        UntilAsync($"{name} is {value}", async () => await MetricAsync(name) == value ? name : null, timeout);

    /// <summary>The job of this file in one of these states.</summary>
    public Task<JobView> JobAsync(string file, params string[] states) =>
        UntilAsync(
            $"{file} {string.Join('|', states)}",
            async () => (await JobsAsync()).FirstOrDefault(j => j.InputFile == file && states.Contains(j.State))
        );

    public async Task<IReadOnlyList<JobView>> JobsAsync(string query = "") => await GetAsync<List<JobView>>($"/jobs{query}");

    /// <summary>Lists and counters know a state a moment before state.json does.</summary>
    public Task UntilStateFileAsync(string jobKey, string state) =>
        UntilAsync($"state.json says {state}", () => Json("work", jobKey, "state.json")?.GetProperty("state").GetString() == state);

    /// <summary>Waits until an attempt that hangs was given up, and then raises the timeout: the attempts after it may be as slow as the machine is.</summary>
    public async Task UntilGivenUpAsync(string file, string state)
    {
        await UntilAsync(
            $"{file} was {state}",
            async () =>
                (await JobsAsync()).FirstOrDefault(j => j.InputFile == file) is { } job
                && (await HistoryAsync(job.JobKey)).Contains(state, StringComparer.Ordinal)
                    ? state
                    : null
        );
        Assert.Equal(200, (await PostAsync("/config", "{\"job_timeout_s\": 600}")).Status);
    }

    public async Task<string[]> HistoryAsync(string jobKey)
    {
        var history = await GetAsync<JsonElement>($"/jobs/{jobKey}/history");
        return [.. history.EnumerateArray().Select(t => t.GetProperty("state").GetString()!)];
    }

    public async Task<int> MetricAsync(string name) => (await GetAsync<JsonElement>("/metrics")).GetProperty(name).GetInt32();

    public async Task<int> HeldAsync() =>
        (await GetAsync<JsonElement>("/duplicates")).EnumerateArray().Sum(d => d.GetProperty("files").GetArrayLength());

    public async Task<(int Status, JsonElement Body)> PostAsync(string path, string body)
    {
        using var response = await Http.PostAsync(path, new StringContent(body));
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>A JSON file as it is now; null when it is missing or broken.</summary>
    public JsonElement? Json(params string[] parts)
    {
        try
        {
            return JsonDocument.Parse(Files.Text(parts)).RootElement;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>A file that may be written to at this moment.</summary>
    public static string TextOf(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    /// <summary>Stops and keeps the folder, for a second start.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        Http.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        if (_process is not null)
        {
            await _process.StopAsync();
        }
    }

    /// <summary>SIGKILL; the folder stays.</summary>
    public async Task KillAsync()
    {
        _isStopped = true;
        Http.Dispose();
        await _process!.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>An answer; when it is none, the failure says what the server printed.</summary>
    private async Task<T> GetAsync<T>(string path)
    {
        using var response = await Http.GetAsync(path);
        Assert.True(
            response.IsSuccessStatusCode,
            $"{path}: {response.StatusCode}: {await response.Content.ReadAsStringAsync()} {string.Join('\n', _process?.Output.TakeLast(40) ?? [])}"
        );
        return (await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web))!;
    }

    private static async Task<TestApp> StartProcessAsync(
        string? data,
        string assembly,
        string verb,
        (string Name, string Value)[] environment
    )
    {
        data ??= NewFolder();
        return new TestApp(await ServerProcess.StartAsync(assembly, verb, data, [.. StoreView.Of(data).Environment, .. environment]), data);
    }
}
