using System.Diagnostics;

namespace Comic2Pdf.Tests.Fixtures;

/// <summary>Programs that are not ours, to look at what we made: poppler, qpdf, mutool.</summary>
internal static class ImagesTool
{
    /// <summary>Runs a program to its end; fails when it fails.</summary>
    /// <returns>Its standard output as text.</returns>
    public static string Run(string program, params string[] arguments)
    {
        var (code, output, error) = Try(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}: {error}{output}");
        return output;
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output, string Error) Try(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
