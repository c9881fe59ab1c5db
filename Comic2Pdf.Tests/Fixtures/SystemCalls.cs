using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Runs comic2pdf under strace, with all processes that it starts, and says which calls they made.</summary>
internal sealed partial class SystemCalls : IDisposable
{
    private readonly TestFolder _folder = new();

    public SystemCalls()
    {
        Home = Directory.CreateDirectory(Path.Combine(_folder.Root, "home")).FullName;
        Temporary = Directory.CreateDirectory(Path.Combine(_folder.Root, "tmp")).FullName;
    }

    /// <summary>The program's home folder, empty at first.</summary>
    public string Home { get; }

    /// <summary>Its folder for temporary files, empty at first.</summary>
    public string Temporary { get; }

    public TestFolder Folder => _folder;

    private string TraceFile => Path.Combine(_folder.Root, "trace");

    /// <summary>The calls, one a line, after the number of their thread.</summary>
    public string[] Calls => File.ReadAllLines(TraceFile);

    /// <summary>Addresses that were connected to or sent to, other than files of this machine.</summary>
    public string[] Connections => [.. Calls.Where(c => Outward().IsMatch(c))];

    /// <summary>Paths that were opened for writing, made, moved or removed.</summary>
    public string[] Written =>
        [
            .. Calls
                .Where(c => Writing().IsMatch(c))
                .SelectMany(c => Paths().Matches(c).Select(m => m.Groups[1].Value))
                .Where(p => p.StartsWith('/'))
                .Distinct(),
        ];

    /// <summary>Starts the program; its process is the one returned, strace stands beside it.</summary>
    public Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "needs strace; test.sh installs it");
        var start = new ProcessStartInfo(
            "strace",
            [
                "-D",
                "-f",
                "-q",
                "-v",
                "-s",
                "8000",
                "-o",
                TraceFile,
                "-e",
                "trace=execve,connect,sendto,sendmsg,sendmmsg,bind,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat",
                "env",
                "--default-signal=INT",
                "dotnet",
                Repository.CliAssembly,
                .. arguments,
            ]
        )
        {
            WorkingDirectory = _folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["HOME"] = Home, ["TMPDIR"] = Temporary },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs the program to its end.</summary>
    public async Task<ProgramResult> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, environment);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen((await errors).Contains("ptrace", StringComparison.Ordinal), "this system allows no tracing");
        return new ProgramResult(process.ExitCode, await output, await errors);
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"\b(connect|sendto|sendmsg|sendmmsg)\(.*AF_INET")]
    private static partial Regex Outward();

    [GeneratedRegex(@"\b(creat|mkdir|mkdirat|rename|renameat|renameat2|unlink|unlinkat)\(|\b(open|openat)\(.*(O_CREAT|O_WRONLY|O_RDWR)")]
    private static partial Regex Writing();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Paths();
}
