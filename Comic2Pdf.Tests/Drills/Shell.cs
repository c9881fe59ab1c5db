using System.Diagnostics;

namespace Comic2Pdf.Tests.Drills;

/// <summary>Programs of the system that faults are made with.</summary>
internal static class Shell
{
    /// <summary>Runs one; its complaint when it fails is the exception's message.</summary>
    public static void Run(string program, params string[] arguments)
    {
        if (TryRun(program, arguments) is { } fault)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {fault}");
        }
    }

    /// <summary>Null, or why not.</summary>
    public static string? TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{process.ExitCode} {errors.Trim()}";
    }

    /// <summary>Page workers of a server.</summary>
    public static IReadOnlyList<int> WorkersOf(int server)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                // "pid (name) state ppid": the name may have blanks in it.
                var stat = File.ReadAllText($"{folder}/stat");
                if (
                    int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) == server
                    && File.ReadAllText($"{folder}/cmdline").Contains("page-worker", StringComparison.Ordinal)
                )
                {
                    found.Add(int.Parse(Path.GetFileName(folder)));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }

        return found;
    }

    public static void Signal(int process, string name) => TryRun("kill", $"-{name}", $"{process}");
}
