using System.Diagnostics;
using System.Globalization;

namespace Comic2Pdf.Benchmarks.Measuring;

/// <summary>What one run of a program cost.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Processor time, user and system, of the program and the children it waited for.</param>
/// <param name="PeakBytes">Largest resident size of the program itself.</param>
internal sealed record Cost(double Seconds, double CpuSeconds, long PeakBytes);

/// <summary>Runs programs and measures them.</summary>
internal static class MeasuredProcess
{
    /// <summary>Runs to the end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<Cost> RunAsync(string program, params string[] arguments)
    {
        // The shell's own "times" counts children too, which the runtime does not.
        var script = "\"$@\" >/dev/null 2>&1; code=$?; times; exit $code";
        var start = new ProcessStartInfo("/bin/bash", ["-c", script, "bash", program, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var watch = Stopwatch.StartNew();
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!shell.HasExited)
        {
            peak = Math.Max(peak, PeakOfChild(shell.Id));
            using var pause = new CancellationTokenSource(TimeSpan.FromMilliseconds(2));
            await Task.Delay(Timeout.Infinite, pause.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        await shell.WaitForExitAsync();
        watch.Stop();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {shell.ExitCode}");
        }

        // Second line: user and system time of the children, "0m1.234s 0m0.567s".
        var cpu = (await output).Split('\n')[1].Split(' ').Sum(ParseTime);
        return new Cost(watch.Elapsed.TotalSeconds, cpu, peak);
    }

    private static double ParseTime(string text)
    {
        var parts = text.TrimEnd('s').Split('m');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + double.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private static long PeakOfChild(int shell)
    {
        try
        {
            var child = File.ReadAllText($"/proc/{shell}/task/{shell}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .FirstOrDefault();
            var line = child is null
                ? null
                : File.ReadLines($"/proc/{child}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // It ended between two looks.
            return 0;
        }
    }
}
