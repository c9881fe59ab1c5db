using System.Diagnostics;
using System.Globalization;

namespace Comic2Pdf.Tests.Functions;

/// <summary>A server as a process of its own, with all settings that tests want as its environment.</summary>
internal sealed class ServerProcess
{
    private readonly Process _process;
    private readonly List<string> _output = [];

    private readonly TaskCompletionSource<Uri> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public Uri Address => _serving.Task.Result;

    /// <summary>Its address, as soon as it serves; fails with what it printed when it ends before that.</summary>
    public Task<Uri> Serving => _serving.Task;

    /// <summary>Its end, of its own or by a kill.</summary>
    public Task Ended => _process.WaitForExitAsync();

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
        var server = Launch([assembly, verb], data, environment);
        await server.Serving;
        return server;
    }

    /// <summary>Starts it and waits for nothing.</summary>
    /// <param name="arguments">Of dotnet.</param>
    /// <param name="data">DATA_DIR.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="wrapper">A program that becomes dotnet, with its arguments: setpriv, say.</param>
    public static ServerProcess Launch(string[] arguments, string data, (string Name, string Value)[] environment, params string[] wrapper)
    {
        string[] command = [.. wrapper, "dotnet", .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
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
        server._process.OutputDataReceived += (_, line) => server.Take(line.Data, isOutput: true);
        server._process.ErrorDataReceived += (_, line) => server.Take(line.Data, isOutput: false);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
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

    private void Take(string? line, bool isOutput)
    {
        if (line is null)
        {
            // It has ended: who waits for its address is told why.
            if (isOutput && _serving.TrySetException(new InvalidOperationException(string.Join('\n', Output))))
            {
                // Not everybody waits for it.
                _ = _serving.Task.Exception;
            }

            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (isOutput && line.StartsWith("comic2pdf serves ", StringComparison.Ordinal))
        {
            _serving.TrySetResult(new Uri(line.Split(' ')[2]));
        }
    }
}
