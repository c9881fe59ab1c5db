using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Comic2Pdf.Conformance.Tests.Engines;

/// <summary>An Azurite of its own with blobs, queues and tables on 127.0.0.1, in memory; test.sh installs it. It ends with the tests at the latest.</summary>
internal sealed partial class AzuriteServer : IAsyncDisposable
{
    private const string Account = "conformance";
    private static readonly string Key = Convert.ToBase64String(Encoding.ASCII.GetBytes("a key of these tests alone"));

    private readonly Process _process;

    private AzuriteServer(Process process, IReadOnlyDictionary<string, int> ports)
    {
        _process = process;
        var endpoints = ports.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}Endpoint=http://127.0.0.1:{p.Value}/{Account};"));
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};{string.Concat(endpoints)}";
    }

    public string ConnectionString { get; }

    public static async Task<AzuriteServer> StartAsync()
    {
        var program = Path.Combine(RepositoryRoot(), ".build/azurite/node_modules/azurite/dist/src/azurite.js");
        Assert.True(File.Exists(program), $"{program} is missing: ./test.sh installs it");
        var start = new ProcessStartInfo("node", [program, "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence", "--silent"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
        };
        foreach (var service in (string[])["blob", "queue", "table"])
        {
            start.ArgumentList.Add($"--{service}Host");
            start.ArgumentList.Add("127.0.0.1");
            start.ArgumentList.Add($"--{service}Port");
            start.ArgumentList.Add("0");
        }

        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{Key}";
        var process = Process.Start(start) ?? throw new InvalidOperationException("node could not be started");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        return new(process, await PortsAsync(process));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    private static async Task<IReadOnlyDictionary<string, int>> PortsAsync(Process process)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ports = new ConcurrentDictionary<string, int>();
        var said = new StringBuilder();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                all.TrySetException(new InvalidOperationException($"Azurite has ended: {said}"));
            }
            else if (Listening().Match(line.Data) is { Success: true } match)
            {
                ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
                if (ports.Count == 3)
                {
                    all.TrySetResult();
                }
            }
        };
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await all.Task;
        return ports;
    }

    public static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Comic2Pdf.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root was not found.");
        }

        return folder;
    }

    [GeneratedRegex("Azurite (?<service>Blob|Queue|Table) service is successfully listen\\w* (at|on) .*:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
