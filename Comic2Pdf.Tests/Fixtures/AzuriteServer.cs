using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>An Azurite of its own, on 127.0.0.1; test.sh installs it. It ends with the tests at the latest.</summary>
internal sealed class AzuriteServer
{
    private static readonly string Key = Convert.ToBase64String(Encoding.ASCII.GetBytes("a key of these tests alone"));

    private readonly Process _process;

    private AzuriteServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Starts one.</summary>
    /// <param name="accounts">How many accounts it has.</param>
    /// <param name="folder">Where it keeps the blobs; null: in memory.</param>
    /// <param name="port">Its port; 0: a free one.</param>
    public static async Task<AzuriteServer> StartAsync(int accounts, string? folder = null, int port = 0)
    {
        var program = Path.Combine(Repository.Root, ".build/azurite/node_modules/azurite/dist/src/blob/main.js");
        Assert.True(File.Exists(program), $"{program} is missing: ./test.sh installs it");
        var start = new ProcessStartInfo("node", [program, "--blobHost", "127.0.0.1", "--blobPort", $"{port}", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
        };
        foreach (var argument in folder is null ? (string[])["--inMemoryPersistence"] : ["--location", folder])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(0, accounts).Select(i => string.Create(CultureInfo.InvariantCulture, $"test{i}:{Key}")));
        var process = Process.Start(start) ?? throw new InvalidOperationException("node could not be started");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        return new AzuriteServer(process, await PortAsync(process));
    }

    /// <summary>The connection string of one of its accounts.</summary>
    public string Account(int number) => string.Create(
        CultureInfo.InvariantCulture, $"DefaultEndpointsProtocol=http;AccountName=test{number};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{Port}/test{number};");

    /// <summary>Stops it in good order: what it was told to keep, it keeps.</summary>
    public async Task StopAsync()
    {
        using (Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await _process.WaitForExitAsync();
        }
    }

    private static async Task<int> PortAsync(Process process)
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringBuilder();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                port.TrySetException(new InvalidOperationException($"Azurite has ended: {said}"));
            }
            else if (line.Data.Contains("successfully listens", StringComparison.Ordinal))
            {
                port.TrySetResult(int.Parse(line.Data[(line.Data.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
            }
        };
        process.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await port.Task;
    }
}
