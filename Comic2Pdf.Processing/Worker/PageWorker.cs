using System.Diagnostics;

namespace Comic2Pdf.Processing.Worker;

/// <summary>One child process, seen from its parent. Not thread-safe: one question at a time.</summary>
internal sealed class PageWorker : IDisposable
{
    private readonly Process _process;
    private readonly Action<int, string> _said;

    // What the log says around a line: the job and the page that the worker was last asked about, not those that it was started for.
    private volatile ExecutionContext? _asked;

    private PageWorker(Process process, Action<int, string> said) => (_process, _said) = (process, said);

    /// <summary>Processor time used so far, as the worker itself last said.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Memory that the process holds now, in bytes; 0 when it has ended.</summary>
    public long MemoryBytes => Ask(p => p.WorkingSet64);

    /// <summary>Processor time that the process has used now; 0 when it has ended.</summary>
    public TimeSpan ProcessorTime => Ask(p => p.TotalProcessorTime);

    /// <summary>The process's number.</summary>
    public int ProcessId => _process.Id;

    /// <summary>It ended, for whatever reason, and cannot be asked any more.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a process.</summary>
    /// <param name="command">The program.</param>
    /// <param name="folder">Where its temporary files go.</param>
    /// <param name="said">Receives each line of its standard error, with its process number.</param>
    public static PageWorker Start(WorkerCommand command, string folder, Action<int, string> said)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        WorkerEnvironment.Apply(start.Environment, folder);
        var process = Process.Start(start) ?? throw new InvalidOperationException("the page worker did not start");

        var worker = new PageWorker(process, said);

        // Mostly libraries' chatter; unread it would fill the pipe and stop the worker.
        process.ErrorDataReceived += (_, line) => worker.Say(line.Data);
        process.BeginErrorReadLine();
        return worker;
    }

    /// <summary>Asks and waits for the answer.</summary>
    /// <exception cref="EndOfStreamException">The process ended.</exception>
    /// <exception cref="OperationCanceledException">The worker must be disposed of: it still works on the question.</exception>
    public async Task<(WorkerReply Reply, IReadOnlyList<ReadOnlyMemory<byte>> Blobs)> AskAsync(
        WorkerRequest request,
        IReadOnlyList<ReadOnlyMemory<byte>> blobs,
        CancellationToken cancellationToken
    )
    {
        _asked = ExecutionContext.Capture();
        await WorkerChannel.WriteAsync(_process.StandardInput.BaseStream, request, blobs, cancellationToken);
        var reply =
            await WorkerChannel.ReadAsync<WorkerReply>(_process.StandardOutput.BaseStream, cancellationToken)
            ?? throw new EndOfStreamException("the page worker ended");
        CpuSeconds = reply.Header.CpuSeconds;
        return reply;
    }

    /// <summary>Why the process ended, for a message.</summary>
    public string DescribeEnd()
    {
        const int SignalBase = 128;
        if (!_process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            return "it does not answer";
        }

        var code = _process.ExitCode;
        return code > SignalBase && !OperatingSystem.IsWindows()
            ? $"it was ended by signal {code - SignalBase}"
            : $"it ended with code {code}";
    }

    private T Ask<T>(Func<Process, T> question)
        where T : struct
    {
        try
        {
            _process.Refresh();
            return question(_process);
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        _process.Dispose();
    }

    private void Say(string? line)
    {
        if (string.IsNullOrEmpty(line))
        {
            return;
        }

        var id = _process.Id;
        if (_asked is { } asked)
        {
            ExecutionContext.Run(asked, _ => _said(id, line), state: null);
        }
        else
        {
            _said(id, line);
        }
    }
}
