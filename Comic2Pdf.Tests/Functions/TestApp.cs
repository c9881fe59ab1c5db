using System.Net.Http.Json;
using System.Text.Json;
using Comic2Pdf.Cli.Serve;
using Comic2Pdf.Functions.Books;
using Comic2Pdf.Functions.Settings;
using Comic2Pdf.LocalRuntime.Hosting;
using Comic2Pdf.Processing.Worker;
using Comic2Pdf.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Comic2Pdf.Tests.Functions;

/// <summary>The whole app in this process: real runtime, real HTTP, real page workers, a folder of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly LocalFunctionsHost _host;

    private TestApp(LocalFunctionsHost host, string data) => (_host, Data, Http) = (host, data, new HttpClient { BaseAddress = host.Address });

    public string Data { get; }

    public HttpClient Http { get; }

    /// <summary>Starts the app; the folder is kept when <paramref name="data"/> is given.</summary>
    public static async Task<TestApp> StartAsync(
        Func<AppSettings, AppSettings>? change = null, IBookProcessor? books = null, string? data = null, Action<IServiceCollection>? configure = null)
    {
        data ??= Directory.CreateTempSubdirectory("comic2pdf-app").FullName;
        var settings = new AppSettings { DataDir = data, HttpPort = 0, PollIntervalMs = 100, RetryDelaySeconds = 0, OcrLang = "eng" };
        var host = ServeHost.Create(change?.Invoke(settings) ?? settings, services =>
        {
            services.AddSingleton(new PageWorkerPool(new WorkerOptions { Command = WorkerCommand.OfAssembly(Repository.CliAssembly) }, NullLogger<PageWorkerPool>.Instance));
            if (books is not null)
            {
                services.AddSingleton(books);
            }

            configure?.Invoke(services);
        });
        await host.StartAsync();
        return new TestApp(host, data);
    }

    public string At(params string[] parts) => Path.Combine([Data, .. parts]);

    /// <summary>Drops a comic as well-behaved programs do.</summary>
    public string Drop(string name, int pages = 3) => Drop(name, SimpleComic.Write(Path.Combine(Data, "made", $"{Guid.NewGuid():N}.cbz"), pages));

    public string Drop(string name, string source)
    {
        File.Copy(source, At("in", name + ".part"));
        File.Move(At("in", name + ".part"), At("in", name));
        return source;
    }

    public async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(25, CancellationToken.None);
        }

        var jobs = await Http.GetStringAsync("/jobs");
        throw new TimeoutException($"did not happen: {what}; jobs: {jobs}");
    }

    public Task UntilAsync(string what, Func<bool> look) => UntilAsync(what, () => Task.FromResult(look() ? what : null));

    /// <summary>The job of this file in one of these states.</summary>
    public Task<JobView> JobAsync(string file, params string[] states) => UntilAsync($"{file} {string.Join('|', states)}", async () =>
        (await JobsAsync()).FirstOrDefault(j => j.InputFile == file && states.Contains(j.State)));

    public async Task<IReadOnlyList<JobView>> JobsAsync() =>
        await Http.GetFromJsonAsync<List<JobView>>("/jobs", JsonSerializerOptions.Web) ?? [];

    public async Task<string[]> HistoryAsync(string jobKey)
    {
        var history = await Http.GetFromJsonAsync<JsonElement>($"/jobs/{jobKey}/history");
        return [.. history.EnumerateArray().Select(t => t.GetProperty("state").GetString()!)];
    }

    public async Task<int> MetricAsync(string name) => (await Http.GetFromJsonAsync<JsonElement>("/metrics")).GetProperty(name).GetInt32();

    public async Task<(int Status, JsonElement Body)> PostAsync(string path, string body)
    {
        using var response = await Http.PostAsync(path, new StringContent(body));
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>Stops and keeps the folder, for a second start.</summary>
    public async Task StopAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Data, recursive: true);
    }
}
