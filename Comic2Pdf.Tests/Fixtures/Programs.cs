using System.Diagnostics;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>What a program said and ended with.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors);

/// <summary>Runs real programs.</summary>
internal static class Programs
{
    /// <summary>Runs the comic2pdf program to its end.</summary>
    public static Task<ProgramResult> Comic2PdfAsync(string folder, params string[] arguments) =>
        RunAsync("dotnet", folder, [Repository.CliAssembly, .. arguments]);

    /// <summary>Starts the comic2pdf program.</summary>
    public static Process StartComic2Pdf(string folder, params string[] arguments) =>
        Start("dotnet", folder, [Repository.CliAssembly, .. arguments]);

    /// <summary>
    /// Starts comic2pdf as a terminal does: it hears SIGINT and SIGHUP. What a script starts in the background ignores it, and so does all that is started by that,
    /// these tests for instance.
    /// </summary>
    public static Process StartComic2PdfInForeground(string folder, params string[] arguments) =>
        Start("env", folder, ["--default-signal=INT", "--default-signal=HUP", "dotnet", Repository.CliAssembly, .. arguments]);

    /// <summary>Starts comic2pdf as nohup does.</summary>
    public static Process StartComic2PdfWithNohup(string folder, params string[] arguments) =>
        Start("env", folder, ["--ignore-signal=HUP", "dotnet", Repository.CliAssembly, .. arguments]);

    /// <summary>Runs a program of the system; the test is skipped where it is not installed.</summary>
    public static async Task<string> OutputOfAsync(string program, params string[] arguments)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(p => File.Exists(Path.Combine(p, program))),
            $"needs {program}; test.sh installs it"
        );
        var result = await RunAsync(program, ".", arguments);
        Assert.True(result.ExitCode == 0, $"{program} ended with {result.ExitCode}: {result.Errors}");
        return result.Output;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramResult> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProgramResult(process.ExitCode, await output, await errors);
    }

    private static Process Start(string program, string folder, string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
}
