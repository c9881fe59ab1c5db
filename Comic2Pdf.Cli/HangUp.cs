using System.Globalization;
using System.Runtime.InteropServices;

namespace Comic2Pdf.Cli;

/// <summary>The terminal has gone (SIGHUP): an orderly stop, unless the program was started to outlive its terminal (nohup).</summary>
internal static class HangUp
{
    private const string Status = "/proc/self/status";

    /// <summary>Cancels on SIGHUP.</summary>
    /// <returns>Ends that; null where the signal is ignored and stays so.</returns>
    public static IDisposable? Stops(CancellationTokenSource stop) =>
        IsIgnored()
            ? null
            : PosixSignalRegistration.Create(
                PosixSignal.SIGHUP,
                context =>
                {
                    context.Cancel = true;
                    stop.Cancel();
                }
            );

    // "SigIgn: 0000000000000001": the lowest bit is signal 1.
    private static bool IsIgnored() =>
        File.Exists(Status)
        && File.ReadLines(Status).FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && ulong.TryParse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ignored)
        && (ignored & 1) != 0;
}
