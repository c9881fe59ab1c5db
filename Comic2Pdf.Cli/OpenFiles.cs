using System.Globalization;

namespace Comic2Pdf.Cli;

/// <summary>
/// How many files this process may open. `serve` has some 300 open when idle, as .NET keeps assemblies open; under a low limit it would end with errors that
/// do not say why.
/// </summary>
internal static class OpenFiles
{
    private const int Needed = 512;
    private const string Limits = "/proc/self/limits";

    /// <summary>What is wrong and what to do; null: nothing, or this system does not say.</summary>
    public static string? FindFault() => File.Exists(Limits) ? FindFault(File.ReadLines(Limits)) : null;

    /// <param name="limits">The lines of Linux's /proc/PID/limits.</param>
    public static string? FindFault(IEnumerable<string> limits)
    {
        // "Max open files            1024                 524288               files"; .NET raises the first to the second at its start.
        var soft = limits
            .FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal))
            ?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit < Needed
            ? $"comic2pdf may open only {limit} files here and needs {Needed}. Raise the limit: ulimit -n 1024, or LimitNOFILE= of the service."
            : null;
    }
}
