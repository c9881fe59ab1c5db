using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>An Azurite of its own, on 127.0.0.1; test.sh installs it. It ends with the tests at the latest.</summary>
internal sealed class AzuriteServer
{
    private static readonly string Key = Convert.ToBase64String(Encoding.ASCII.GetBytes("a key of these tests alone"));

    private readonly Process _process;

    private readonly IReadOnlyDictionary<string, int> _ports;

    private AzuriteServer(Process process, IReadOnlyDictionary<string, int> ports) => (_process, _ports) = (process, ports);

    public int Port => _ports["Blob"];

    /// <summary>Starts one.</summary>
    /// <param name="accounts">How many accounts it has.</param>
    /// <param name="folder">Where it keeps the blobs; null: in memory.</param>
    /// <param name="port">Its port for blobs; 0: a free one.</param>
    /// <param name="all">Queues and tables too, which a task hub needs.</param>
    public static async Task<AzuriteServer> StartAsync(int accounts, string? folder = null, int port = 0, bool all = false)
    {
        var program = Path.Combine(
            Repository.Root,
            $".build/azurite/node_modules/azurite/dist/src/{(all ? "azurite.js" : "blob/main.js")}"
        );
        Assert.True(File.Exists(program), $"{program} is missing: ./test.sh installs it");
        var start = new ProcessStartInfo(
            "node",
            [program, "--blobHost", "127.0.0.1", "--blobPort", $"{port}", "--skipApiVersionCheck", "--disableTelemetry", "--silent"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
        };
        foreach (
            var argument in all
                ? (string[])["--queueHost", "127.0.0.1", "--queuePort", "0", "--tableHost", "127.0.0.1", "--tablePort", "0"]
                : []
        )
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in folder is null ? (string[])["--inMemoryPersistence"] : ["--location", folder])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_ACCOUNTS"] = string.Join(
            ';',
            Enumerable.Range(0, accounts).Select(i => string.Create(CultureInfo.InvariantCulture, $"test{i}:{Key}"))
        );
        var process = Process.Start(start) ?? throw new InvalidOperationException("node could not be started");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        return new AzuriteServer(process, await PortsAsync(process, all ? 3 : 1));
    }

    /// <summary>The connection string of one of its accounts.</summary>
    public string Account(int number) =>
        $"DefaultEndpointsProtocol=http;AccountName=test{number};AccountKey={Key};"
        + string.Concat(
            _ports.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}Endpoint=http://127.0.0.1:{p.Value}/test{number};"))
        );

    /// <summary>Stops it in good order: what it was told to keep, it keeps.</summary>
    public async Task StopAsync()
    {
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await _process.WaitForExitAsync();
        }
    }

    private static async Task<IReadOnlyDictionary<string, int>> PortsAsync(Process process, int services)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ports = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var said = new StringBuilder();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                all.TrySetException(new InvalidOperationException($"Azurite has ended: {said}"));
            }
            else if (line.Data.Contains("successfully listen", StringComparison.Ordinal))
            {
                // "Azurite Queue service is successfully listening at http://127.0.0.1:10001"
                ports[line.Data.Split(' ')[1]] = int.Parse(line.Data[(line.Data.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
                if (ports.Count == services)
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
}
