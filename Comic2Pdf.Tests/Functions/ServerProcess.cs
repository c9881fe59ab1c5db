using System.Diagnostics;
using System.Globalization;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A server as a process of its own, with all settings that tests want as its environment.</summary>
internal sealed class ServerProcess
{
    private readonly Process _process;
    private readonly List<string> _output = [];

    private ServerProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What it has printed so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
            {
                return [.. _output];
            }
        }
    }

    /// <summary>The most memory that it has had resident so far (VmHWM).</summary>
    public long PeakBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    public static async Task<ServerProcess> StartAsync(string assembly, string verb, string data, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, verb])
        {
            WorkingDirectory = data,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["DATA_DIR"] = data,
                ["HTTP_PORT"] = "0",
                ["POLL_INTERVAL_MS"] = "100",
                ["SETTLE_SECONDS"] = "0",
                ["RETRY_DELAY_SECONDS"] = "0",
                ["OCR_LANG"] = "eng",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(Process.Start(start)!);
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        server._process.OutputDataReceived += (_, line) => server.Take(line.Data, started);
        server._process.ErrorDataReceived += (_, line) => server.Take(line.Data, started: null);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        server.Address = new Uri(await started.Task);
        return server;
    }

    /// <summary>SIGTERM, as a service manager does.</summary>
    public async Task StopAsync()
    {
        using (var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await _process.WaitForExitAsync();
        }

        Assert.True(_process.ExitCode == 0, $"it ended with {_process.ExitCode}: {string.Join('\n', Output.TakeLast(20))}");
        _process.Dispose();
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line, TaskCompletionSource<string>? started)
    {
        if (line is null)
        {
            // It has ended. Whoever waits for its address is told why.
            started?.TrySetException(new InvalidOperationException(string.Join('\n', Output)));
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (line.StartsWith("comic2pdf serves ", StringComparison.Ordinal))
        {
            started?.TrySetResult(line.Split(' ')[2]);
        }
    }
}
