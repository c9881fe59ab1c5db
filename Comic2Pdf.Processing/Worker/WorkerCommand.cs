using System.Reflection;

namespace Comic2Pdf.Processing.Worker;

/// <summary>How to start a page worker.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments, <see cref="WorkerProgram.Argument"/> last.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// The running program itself, asked to be a worker: its Main must call <see cref="WorkerProgram.RunIfAsked"/> first. Works for an
    /// executable of its own as well as for "dotnet program.dll".
    /// </summary>
    public static WorkerCommand Self()
    {
        var process = Environment.ProcessPath ?? throw new InvalidOperationException("the running program has no path");
        var entry = Assembly.GetEntryAssembly()?.Location;
        var isOwnExecutable = string.IsNullOrEmpty(entry)
            || Path.GetFileNameWithoutExtension(process).Equals(Path.GetFileNameWithoutExtension(entry), StringComparison.OrdinalIgnoreCase);
        return isOwnExecutable ? new WorkerCommand(process, [WorkerProgram.Argument]) : OfAssembly(entry!);
    }

    /// <summary>A program given by its assembly, run by the dotnet host.</summary>
    /// <param name="assemblyPath">The .dll that calls <see cref="WorkerProgram.RunIfAsked"/>.</param>
    public static WorkerCommand OfAssembly(string assemblyPath) => new("dotnet", [assemblyPath, WorkerProgram.Argument]);
}
