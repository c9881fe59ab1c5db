using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Comic2Pdf.Processing.Worker;
using Microsoft.Extensions.Logging;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Learns the process numbers of a pool's workers from what the pool logs, and does things to them.</summary>
internal sealed class ImagesWorkerLog(Action<int>? onStart = null) : ILogger<PageWorkerPool>
{
    private readonly ConcurrentQueue<int> _started = new();

    /// <summary>The workers in the order they were started.</summary>
    public IReadOnlyList<int> Started => [.. _started];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (eventId.Name == "WorkerStarted" && state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            var id = values.Select(v => v.Value).OfType<int>().First();
            _started.Enqueue(id);
            onStart?.Invoke(id);
        }
    }

    public static void Stop(int processId) => ImagesTool.Run("kill", "-STOP", $"{processId}");

    public static void Kill(int processId) => ImagesTool.Run("kill", "-KILL", $"{processId}");

    /// <summary>Bytes that a process holds now.</summary>
    public static long MemoryOf(int processId) =>
        1024
        * long.Parse(
            File.ReadLines($"/proc/{processId}/status")
                .First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );

    /// <summary>Waits until a process is gone.</summary>
    public static async Task EndOfAsync(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            using var timeLimit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await process.WaitForExitAsync(timeLimit.Token);
        }
        catch (ArgumentException)
        {
            // Gone already.
        }
    }
}
