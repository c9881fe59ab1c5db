using System.ComponentModel;
using System.Diagnostics;
using Comic2Pdf.Processing.Worker;

namespace Comic2Pdf.Cli.Service;

/// <summary>This machine.</summary>
internal sealed class ServiceMachine : IServiceMachine
{
    /// <inheritdoc/>
    public bool HasSystemd => Directory.Exists("/run/systemd/system");

    /// <inheritdoc/>
    public bool IsRoot => Environment.IsPrivilegedProcess;

    /// <inheritdoc/>
    public IReadOnlyList<string> Program { get; } = FindProgram();

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public void Write(string path, string text, bool isSecret)
    {
        // Whole or not at all, and never readable for a moment by who may not.
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var part = path + ".part";
        File.Delete(part);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = isSecret ? mode : mode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        using (var writer = new StreamWriter(part, options))
        {
            writer.Write(text);
        }

        File.Move(part, path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public int Run(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return -1;
        }
    }

    // As page workers are started, less what makes them page workers.
    private static IReadOnlyList<string> FindProgram()
    {
        var worker = WorkerCommand.Self();
        return [worker.FileName, .. worker.Arguments.SkipLast(1)];
    }
}
