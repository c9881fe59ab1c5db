using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>A real Azurite on 127.0.0.1, one for all tests; test.sh installs it. Each test takes an account of its own, so that none sees another's blobs.</summary>
internal static class Azurite
{
    private const int Accounts = 400;

    private static readonly string Key = Convert.ToBase64String(Encoding.ASCII.GetBytes("a key of these tests alone"));
    private static readonly Lazy<Task<int>> Started = new(StartAsync);
    private static int _next = -1;

    /// <summary>The connection string of an account that nobody has used.</summary>
    public static async Task<string> NewAccountAsync()
    {
        var port = await Started.Value;
        var number = Interlocked.Increment(ref _next);
        Assert.True(number < Accounts, "more accounts are needed");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName=test{number};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/test{number};");
    }

    private static async Task<int> StartAsync()
    {
        var program = Path.Combine(Repository.Root, ".build/azurite/node_modules/azurite/dist/src/blob/main.js");
        Assert.True(File.Exists(program), $"{program} is missing: ./test.sh installs it");
        var start = new ProcessStartInfo("node", [program, "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(0, Accounts).Select(i => string.Create(CultureInfo.InvariantCulture, $"test{i}:{Key}")));
        var process = Process.Start(start) ?? throw new InvalidOperationException("node could not be started");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
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
