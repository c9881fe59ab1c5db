using System.ComponentModel;
using System.Diagnostics;
using Comic2Pdf.Processing.Errors;
using Comic2Pdf.Processing.Ocr.Tesseract;

namespace Comic2Pdf.Cli.Info;

/// <summary>This machine.</summary>
internal sealed class AptMachine : IInstallMachine
{
    private const string NoInstall = "COMIC2PDF_NO_INSTALL";
    private readonly string[]? _apt =
        Environment.GetEnvironmentVariable(NoInstall) is { Length: > 0 } || !Works("apt-get", "--version") ? null
        : Environment.IsPrivilegedProcess ? ["apt-get"]
        : Works("sudo", "-n", "true") ? ["sudo", "-n", "apt-get"]
        : null;

    /// <inheritdoc/>
    public bool MayInstall => _apt is not null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Languages()
    {
        try
        {
            return TesseractInstallation.Find().Languages;
        }
        catch (OcrException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public string AptInstall(IReadOnlyList<string> packages)
    {
        // A list of packages that is old or was never fetched is the usual reason why one is not found.
        _ = Run([.. _apt!, "update"]);
        var (code, last) = Run([.. _apt!, "install", "-y", "--no-install-recommends", .. packages]);
        return code == 0 ? string.Empty : last;
    }

    private static bool Works(params string[] command) => Run(command).Code == 0;

    private static (int Code, string Last) Run(string[] command)
    {
        try
        {
            var start = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? string.Empty);
        }
        catch (Win32Exception)
        {
            return (-1, string.Empty);
        }
    }
}
