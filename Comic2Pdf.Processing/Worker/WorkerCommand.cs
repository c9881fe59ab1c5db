using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Comic2Pdf.Processing.Worker;

/// <summary>How to start a page worker.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments, <see cref="WorkerProgram.Argument"/> last.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// The running program itself, asked to be a worker: its Main must call <see cref="WorkerProgram.RunIfAsked"/> first. Works for an
    /// executable of its own, for "dotnet program.dll", and for a program that another executable has loaded into itself, as hosts do that start
    /// before they know what they are to run.
    /// </summary>
    public static WorkerCommand Self() =>
        Of(
            Environment.ProcessPath ?? throw new InvalidOperationException("the running program has no path"),
            Assembly.GetEntryAssembly()?.Location
        );

    /// <summary>A program given by its assembly, run by the dotnet host.</summary>
    /// <param name="assemblyPath">The .dll that calls <see cref="WorkerProgram.RunIfAsked"/>.</param>
    public static WorkerCommand OfAssembly(string assemblyPath) => new("dotnet", [assemblyPath, WorkerProgram.Argument]);

    /// <summary>The same, giving way to other programs. By the system's own program: it holds for all threads, also those that start before any code of ours.</summary>
    public WorkerCommand WithNice(int nice) =>
        nice == 0 || OperatingSystem.IsWindows()
            ? this
            : new WorkerCommand("nice", ["-n", nice.ToString(CultureInfo.InvariantCulture), FileName, .. Arguments]);

    /// <summary>The command for a program that runs in this process.</summary>
    /// <param name="process">The executable of the process.</param>
    /// <param name="entry">The assembly that was asked to run; null or empty when it is part of the executable.</param>
    internal static WorkerCommand Of(string process, string? entry)
    {
        // Not "without extension": on Linux "Comic2Pdf.Cli" is a whole name.
        var name = Path.GetFileName(process);
        name = name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        if (string.IsNullOrEmpty(entry) || name.Equals(Path.GetFileNameWithoutExtension(entry), StringComparison.OrdinalIgnoreCase))
        {
            return new WorkerCommand(process, [WorkerProgram.Argument]);
        }

        return OfAssembly(entry) with
        {
            FileName = name.Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? process : FindDotnet(),
        };
    }

    // The framework lies in dotnet/shared/Microsoft.NETCore.App/version: the host beside it fits, whether or not it is on the PATH.
    private static string FindDotnet()
    {
        var beside = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
        );
        return File.Exists(beside) ? beside : "dotnet";
    }
}
